"""Answers what is kept, as JSON, to programs of this machine."""

from functools import lru_cache
from typing import Any

from fastapi import FastAPI
from starlette.exceptions import HTTPException
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse

from deploy.local.mailbox.keeping import MOST, Mails
from deploy.local.mailbox.reading import read

HOSTS = ("127.0.0.1", "localhost", "mailbox")
"""The names under which programs ask; a page elsewhere whose name was pointed to this machine is none of them."""
MOST_LISTED = 100


def mailbox_app(mails: Mails) -> FastAPI:
    """`GET /mails` (newest first; `?to=` for one recipient), `GET /mails/{id}`, `DELETE /mails`, `GET /readyz`."""
    app = FastAPI(openapi_url=None)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=list(HOSTS))

    @lru_cache(2 * MOST)
    def line(mail_id: str) -> dict[str, Any]:
        """A kept mail never changes."""
        return read(mail_id, mails.read(mail_id) or b"").line()

    @app.get("/mails")
    def listed(to: str = "") -> JSONResponse:
        found = [one for one in map(line, mails.ids()) if not to or to in one["to"]]
        return JSONResponse({"mails": found[:MOST_LISTED], "total": len(found)})

    @app.get("/mails/{mail_id}")
    def one(mail_id: str) -> JSONResponse:
        content = mails.read(mail_id)
        if content is None:
            raise HTTPException(404)
        return JSONResponse(read(mail_id, content).whole())

    @app.delete("/mails")
    def clear() -> JSONResponse:
        return JSONResponse({"deleted": mails.clear()})

    @app.get("/readyz")
    def ready(_: Request) -> JSONResponse:
        return JSONResponse({"ready": True})

    return app
