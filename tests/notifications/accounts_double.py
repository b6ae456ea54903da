"""What accounts answers to notifications, over HTTP: whom a mail goes to, as long as it says so."""

import base64
import secrets
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

from tests.builders.notifications import NOW, TOKEN

SECRET = "the secret of notifications"


@dataclass
class Accounts:
    """Knows contents by kind and id; `tokens` are those that it believes."""

    contents: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)
    asked: list[tuple[str, str]] = field(default_factory=list)
    tokens: set[str] = field(default_factory=set)
    is_there: bool = True

    def knows(self, kind: str, id_: str, **given: Any) -> None:
        usual = {"to": "lan@example.vn", "name": "Nguyễn Thị Lan", "language": "vi"}
        link = {"token": TOKEN, "code": "274905", "expires_at": (NOW + timedelta(minutes=15)).isoformat()}
        self.contents[kind, id_] = {**usual, **({} if kind == "person" else link), **given}

    def app(self) -> FastAPI:
        app = FastAPI()
        app.post("/token")(self.token)
        app.post("/mailings/contents")(self.answer)
        return app

    async def token(self, request: Request) -> JSONResponse:
        _, _, basic = request.headers["authorization"].partition(" ")
        form = (await request.body()).decode()
        asked = "grant_type=client_credentials&audience=accounts&scope=mail%3Acontents"
        if base64.b64decode(basic).decode() != f"notifications:{SECRET.replace(' ', '+')}" or form != asked:
            return JSONResponse({}, 401)
        self.tokens.add(token := secrets.token_hex(8))
        return JSONResponse({"access_token": token, "expires_in": 600})

    async def answer(self, request: Request) -> JSONResponse:
        if not self.is_there:
            return JSONResponse({}, 503)
        if request.headers["authorization"].partition(" ")[2] not in self.tokens:
            return JSONResponse({}, 401)
        body = await request.json()
        self.asked.append((body["kind"], body["id"]))
        found = self.contents.get((body["kind"], body["id"]))
        return JSONResponse(found or {}, 200 if found else 404)
