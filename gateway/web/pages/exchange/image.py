"""A picture of a listing, for who may see it."""

from starlette.responses import Response

from gateway.web.visit import Visit
from shared.errors import NotFound

SHOWN = "private, max-age=3600"
ALONE = "default-src 'none'; sandbox"
"""Opened by itself, a picture can do nothing."""


async def show(visit: Visit) -> Response:
    """The picture; anything else is not there."""
    if visit.site.files is None:
        raise NotFound
    content, kind = await visit.site.files.picture(visit.viewer, visit.place("file_id"))
    if not kind.startswith("image/"):
        raise NotFound
    headers = {"Cache-Control": SHOWN, "Content-Security-Policy": ALONE, "Content-Disposition": "inline"}
    return Response(content, media_type=kind, headers=headers)
