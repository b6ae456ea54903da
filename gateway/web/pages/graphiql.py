"""GraphiQL: the schema read and asked in the browser, with the viewer's own rights and no others."""

from starlette.responses import Response

from gateway.web.visit import Visit


async def show(visit: Visit) -> Response:
    """Open to everybody: who isn't signed in asks as nobody."""
    return visit.page("graphiql", await visit.ask("graphiql"))
