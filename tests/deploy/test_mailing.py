"""What a mail server's pipe gets to hear: done, nothing to do, or come again."""

import asyncio

import pytest
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse
from typer.testing import CliRunner

from deploy.cli.mailing import AGAIN_LATER
from deploy.cli.main import app
from shared.web.serving import serve
from tests.harness.ports import free_ports
from tests.harness.waiting import eventually

REPORT = b"Content-Type: multipart/report\r\n\r\n\xff"


class Gateway:
    """Answers each report alike."""

    def __init__(self) -> None:
        self.status, self.answer = 200, {"bounced": True}
        self.got: list[tuple[bytes, str, str]] = []

    def app(self) -> FastAPI:
        served = FastAPI()

        @served.post("/api/accounts/token")
        async def token() -> JSONResponse:
            return JSONResponse({"access_token": "a token"})

        @served.post("/api/notifications/bounces")
        async def bounces(request: Request) -> JSONResponse:
            self.got.append((await request.body(), request.headers["authorization"], request.headers["content-type"]))
            return JSONResponse(self.answer, self.status)

        return served


@pytest.fixture
async def gateway():
    answering, port = Gateway(), free_ports().gateway
    running = asyncio.create_task(serve(answering.app(), ("127.0.0.1", port)))
    address = f"http://127.0.0.1:{port}"
    await eventually(lambda: is_open(port), 10, "it answers")
    yield answering, address
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


async def is_open(port):
    try:
        _, writer = await asyncio.open_connection("127.0.0.1", port)
    except OSError:
        return False
    writer.close()
    await writer.wait_closed()
    return True


async def bounce(address):
    environment = {"TECHFEST_GATEWAY_URL": address, "TECHFEST_OPERATOR_SECRET": "secret"}
    return await asyncio.to_thread(CliRunner().invoke, app, ["mail", "bounce"], input=REPORT, env=environment)


@pytest.mark.parametrize(
    ("status", "answer", "code", "said"),
    [
        (200, {"bounced": True}, 0, "the address is marked\n"),
        (200, {"bounced": False}, 0, "it may still arrive: nothing was done\n"),
        (422, {"code": "notifications.not_a_report"}, 0, "no report about a mail of ours: nothing was done\n"),
        (413, {"code": "too_large"}, 0, "no report about a mail of ours: nothing was done\n"),
        (403, {"code": "forbidden"}, AGAIN_LATER, ""),
        (503, {"code": "unavailable"}, AGAIN_LATER, ""),
    ],
)
async def test_a_mail_that_came_back_is_handed_on_as_it_is(gateway, status, answer, code, said):
    answering, address = gateway
    answering.status, answering.answer = status, answer
    done = await bounce(address)
    assert (done.exit_code, done.stdout) == (code, said)
    assert set(answering.got) == {(REPORT, "Bearer a token", "message/rfc822")}


async def test_while_nothing_answers_the_mail_server_comes_again():
    assert (await bounce("http://127.0.0.1:9")).exit_code == AGAIN_LATER
