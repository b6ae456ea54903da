"""The built files, served from memory."""

import gzip
import mimetypes
from collections.abc import Awaitable, Callable

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from gateway.web import headers
from gateway.web.manifest import Assets

FOR_EVER = "public, max-age=31536000, immutable"
"""A name holds a hash of the content: what it stands for never changes."""


def files(assets: Assets) -> Callable[[Request], Awaitable[Response]]:
    """Answers with a built file, read and compressed once."""
    plain = {name: (assets.folder / name).read_bytes() for name in assets.names.values()}
    packed = {name: gzip.compress(data, mtime=0) for name, data in plain.items() if not name.endswith(".woff2")}

    async def file(request: Request) -> Response:
        name = request.path_params["name"]
        if name not in plain:
            raise HTTPException(404)
        wants = name in packed and "gzip" in request.headers.get("accept-encoding", "")
        response = Response(packed[name] if wants else plain[name], media_type=_kind(name))
        policy = headers.ALWAYS if name.endswith(".svg") else headers.OF_A_FILE
        response.headers.update({**policy, "Cache-Control": FOR_EVER, "Vary": "Accept-Encoding"})
        if wants:
            response.headers["Content-Encoding"] = "gzip"
        return response

    return file


def _kind(name: str) -> str | None:
    return "font/woff2" if name.endswith(".woff2") else mimetypes.guess_type(name)[0]
