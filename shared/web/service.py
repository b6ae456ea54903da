"""The HTTP application of a service: its commands, its other routes, health, and problems for all that goes wrong."""

import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping
from http import HTTPStatus

from fastapi import APIRouter, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.responses import Response

from shared.clock import Clock
from shared.contracts.commands import Command
from shared.errors import InvalidInput, NotFound, Refusal, Unavailable
from shared.mongo import PyMongoError
from shared.texts import negotiate
from shared.web.arrival import Arrivals
from shared.web.commands import public
from shared.web.faults import faults_of_parameters
from shared.web.openapi import describe
from shared.web.problems import plain_problem, problem_response

log = logging.getLogger(__name__)

Check = Callable[[], Awaitable[None]]
"""Raises when the part it looks at can't do its work."""


def service_app(
    name: str,
    commands: Iterable[type[Command]],
    routers: Iterable[APIRouter],
    checks: Mapping[str, Check],
    clock: Clock,
    larger: Mapping[str, int] | None = None,
) -> FastAPI:
    """The application; `checks` are asked by /readyz, whose answer names those that failed.

    `larger` names the paths whose bodies may be larger than others, and how large in bytes.
    """
    app = FastAPI(title=f"Techfest {name}", version="1", docs_url=None, redoc_url=None, openapi_url="/openapi.json")
    for router in (*routers, _health(checks)):
        app.include_router(router)
    describe(app, public(commands))
    app.add_middleware(Arrivals, clock=clock, larger=larger)
    _answer_problems(app)
    return app


def reaches(call: Callable[[], Awaitable[object]]) -> Check:
    """A check that holds when the call comes back."""

    async def check() -> None:
        await call()

    return check


def guarded(guard: Callable[[], None]) -> Check:
    """A check that holds while the guard lets commands pass."""

    async def check() -> None:
        guard()

    return check


def _health(checks: Mapping[str, Check]) -> APIRouter:
    router = APIRouter(include_in_schema=False)

    @router.get("/healthz")
    async def alive() -> dict[str, bool]:
        return {"alive": True}

    @router.get("/readyz")
    async def ready() -> JSONResponse:
        failed = [name for name, check in checks.items() if not await _holds(name, check)]
        status = HTTPStatus.SERVICE_UNAVAILABLE if failed else HTTPStatus.OK
        return JSONResponse({"ready": not failed, "failed": failed}, status)

    return router


async def _holds(name: str, check: Check) -> bool:
    try:
        await check()
    except Exception as error:
        log.warning("not ready: %s (%s)", name, type(error).__name__)
        return False
    return True


def _answer_problems(app: FastAPI) -> None:
    @app.exception_handler(Refusal)
    async def refused(request: Request, refusal: Refusal) -> Response:
        return problem_response(refusal, language_of(request))

    @app.exception_handler(PyMongoError)
    async def unavailable(request: Request, error: PyMongoError) -> Response:
        log.warning("the database did not answer: %s", type(error).__name__)
        return problem_response(Unavailable(), language_of(request))

    @app.exception_handler(RequestValidationError)
    async def invalid(request: Request, error: RequestValidationError) -> Response:
        return problem_response(InvalidInput(faults_of_parameters(error.errors())), language_of(request))

    @app.exception_handler(HTTPException)
    async def of_http(request: Request, error: HTTPException) -> Response:
        if error.status_code == HTTPStatus.NOT_FOUND:
            return problem_response(NotFound(), language_of(request))
        return plain_problem(error.status_code, HTTPStatus(error.status_code).phrase.lower().replace(" ", "_"))

    @app.exception_handler(Exception)
    async def failed(_: Request, error: Exception) -> Response:
        log.error("a request failed", exc_info=error)
        return plain_problem(HTTPStatus.INTERNAL_SERVER_ERROR, "unexpected")


def language_of(request: Request) -> str:
    """The language that a request is answered in."""
    return negotiate(None, request.headers.get("accept-language"))
