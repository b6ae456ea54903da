"""A list that a page needs whole."""

from gateway.web.visit import Data, Visit

MOST_PAGES = 50
"""Of a hundred rows each: nobody reads more on one page."""


async def with_all(visit: Visit, document: str, name: str, **given: object) -> Data:
    """What the document asks for, with all edges of its list `name`, which takes `$after`."""
    data = await visit.ask(document, **given)
    page = data[name]
    for _ in range(MOST_PAGES):
        if not page["pageInfo"]["hasNextPage"]:
            break
        page = (await visit.ask(document, **given, after=page["pageInfo"]["endCursor"]))[name]
        data[name]["edges"] += page["edges"]
    return data
