"""Answers phones over plain http: the page, the root, and for everything else where it is over https."""

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from deploy.local.trust.page import DOWNLOAD, Root, page, policy
from shared.texts import negotiate

HEADERS = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
READS = ["GET", "HEAD"]


def trust_app(root: Root) -> FastAPI:
    """The application. Nothing personal passes here, no cookie is set, and what is posted is not read."""
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None, redirect_slashes=False)

    async def first(request: Request) -> Response:
        language = negotiate(request.query_params.get("language"), request.headers.get("accept-language"))
        headers = {
            **HEADERS,
            "Content-Security-Policy": policy(),
            "Content-Language": language,
            "Vary": "Accept-Language",
        }
        return HTMLResponse(page(root, language), headers=headers)

    async def certificate(_: Request) -> Response:
        named = {"Content-Disposition": 'attachment; filename="techfest-ca.crt"'}
        return Response(root.der, media_type="application/x-x509-ca-cert", headers={**HEADERS, **named})

    async def ready(_: Request) -> Response:
        return JSONResponse({"ready": True})

    async def elsewhere(request: Request) -> Response:
        query = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(f"{root.address}{request.url.path}{query}", 307, headers=HEADERS)

    app.add_route("/", first, READS)
    app.add_route(DOWNLOAD, certificate, READS)
    app.add_route("/readyz", ready, READS)
    app.add_route("/{path:path}", elsewhere, [*READS, "POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
    return app
