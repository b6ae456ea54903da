"""Signing in by mail, by a printed code, and the second step."""

from dataclasses import asdict
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from pydantic import Field, SecretStr

from services.accounts.api.devices import caller_of
from services.accounts.api.sessions import NO_STORE, Doors, entered, session_token
from services.accounts.handlers.signing_in_mail import Asked, ByMail, Wish
from services.accounts.handlers.signing_in_printed import Slip
from shared.contracts.accounts.commands import RegisterPerson
from shared.contracts.accounts.values import Language, PersonName
from shared.contracts.values import Id, Value
from shared.web.arrival import arrival_of
from shared.web.commands import command_id_of, read_body

Secret = Annotated[SecretStr, Field(min_length=1, max_length=300)]
Address = Annotated[str, Field(min_length=1, max_length=254)]
NextPage = Annotated[str, Field(max_length=500, pattern=r"^/")]


class AskLink(Value):
    """Asks for a link by mail."""

    mail: Address
    """Where to."""
    tenant_id: Id | None = None
    """Where to sign in; needed where there are several tenants."""
    language: Language = "vi"
    """In which the mail is written."""
    next: NextPage | None = None
    """Where the browser goes on."""


class UseLink(Value):
    """Uses a link."""

    token: Secret
    """What stood in the mail."""
    browser: Secret
    """What the browser was given when it asked."""


class TypeCode(Value):
    """Uses the six digits of the mail."""

    sign_in_id: Id
    """What was asked for."""
    browser: Secret
    """What the browser was given when it asked."""
    code: Annotated[SecretStr, Field(min_length=1, max_length=20)]
    """The digits."""


class UseSlip(Value):
    """Uses a printed code."""

    code: Annotated[SecretStr, Field(min_length=1, max_length=40)]
    """As it stands on the slip, with or without hyphens."""
    name: PersonName | None = None
    """What the person is called."""
    tenant_id: Id | None = None
    """Where; needed where there are several tenants."""
    language: Language = "vi"
    """In which the person is spoken to."""


class TakeSecondStep(Value):
    """Takes the second step."""

    token: Secret
    """What the first step gave."""
    code: Annotated[SecretStr, Field(min_length=1, max_length=40)]
    """Of the app, or a recovery code."""


class MakeAccount(Value):
    """Makes an account, and signs in."""

    account: RegisterPerson
    """The command that makes it."""
    next: NextPage | None = None
    """Where the browser goes on by the mail."""


class AskConfirmation(Value):
    """Asks for another mail that shows that the account's address is one's own."""

    next: NextPage | None = None
    """Where the browser goes on by the mail."""


def sign_in_routes(doors: Doors) -> APIRouter:
    """Without a session: `/sign-in/new`, `/sign-in/link`, `/sign-in/link/use`, `/sign-in/code-by-mail`,
    `/sign-in/code`, `/sign-in/second-factor`."""
    router = APIRouter(tags=["sign in"])

    @router.post("/sign-in/new")
    async def make_account(request: Request) -> JSONResponse:
        """`{account, next?}` with the command's id as Idempotency-Key → a session, and as `/sign-in/link` what was
        asked of the mailbox: the same whoever has the address."""
        command_id = command_id_of(request)
        given = read_body(MakeAccount, await request.body())
        caller = caller_of(request, doors.gateway_proof)
        begun = await doors.new.make(given.account, command_id, given.next, caller, _now(request))
        return entered(begun.signed_in, confirm=_told(begun.asked))

    @router.post("/sign-in/link")
    async def ask_link(request: Request) -> JSONResponse:
        """A link is mailed if anybody has the address → `{sign_in_id, browser, expires_at}` whether or not."""
        given = read_body(AskLink, await request.body())
        return _asked(await doors.mail.begin(_wish(given), caller_of(request, doors.gateway_proof), _now(request)))

    @router.post("/sign-in/link/use")
    async def use_link(request: Request) -> JSONResponse:
        """`{token, browser}` → a session, or the second step."""
        given = read_body(UseLink, await request.body())
        token, browser = given.token.get_secret_value(), given.browser.get_secret_value()
        caller = caller_of(request, doors.gateway_proof)
        return _by_mail(await doors.mail.press(token, browser, caller, _now(request)))

    @router.post("/sign-in/code-by-mail")
    async def type_code(request: Request) -> JSONResponse:
        """`{sign_in_id, browser, code}` → a session, or the second step."""
        given = read_body(TypeCode, await request.body())
        browser, code = given.browser.get_secret_value(), given.code.get_secret_value()
        caller = caller_of(request, doors.gateway_proof)
        return _by_mail(await doors.mail.type(given.sign_in_id, browser, code, caller, _now(request)))

    @router.post("/sign-in/code")
    async def use_slip(request: Request) -> JSONResponse:
        """`{code, name?, tenant_id?}` of a printed slip → a session."""
        given = read_body(UseSlip, await request.body())
        slip = Slip(given.code.get_secret_value(), given.name, given.tenant_id, given.language)
        return entered(await doors.printed.enter(slip, caller_of(request, doors.gateway_proof), _now(request)))

    @router.post("/sign-in/second-factor")
    async def second_step(request: Request) -> JSONResponse:
        """`{token, code}` → a session."""
        given = read_body(TakeSecondStep, await request.body())
        token, code = given.token.get_secret_value(), given.code.get_secret_value()
        return entered(await doors.second.enter(token, code, caller_of(request, doors.gateway_proof), _now(request)))

    return router


def proof_routes(doors: Doors) -> APIRouter:
    """In a session: another account is proven to be one's own, by the same links. `POST /proofs`, `/proofs/use`,
    `/proofs/code`, `GET /proofs/{person_id}`; and the address of one's own account: `POST /proofs/own`."""
    router = APIRouter(tags=["sign in"])

    @router.post("/proofs")
    async def ask_proof(request: Request) -> JSONResponse:
        """As `/sign-in/link`, by who is signed in."""
        own = await doors.keeper.own(session_token(request), _now(request))
        wish = _wish(read_body(AskLink, await request.body()), own.person_id, own.tenant_id)
        return _asked(await doors.mail.begin(wish, caller_of(request, doors.gateway_proof), _now(request)))

    @router.post("/proofs/own")
    async def ask_confirmation(request: Request) -> JSONResponse:
        """`{next?}` → as `/sign-in/link`: a mail to the account's own address, which nobody has confirmed yet."""
        own = await doors.keeper.own(session_token(request), _now(request))
        given = read_body(AskConfirmation, await request.body())
        caller = caller_of(request, doors.gateway_proof)
        return _asked(await doors.new.confirm(own, given.next, caller, _now(request)))

    @router.post("/proofs/use")
    async def use_proof(request: Request) -> JSONResponse:
        """`{token, browser}` → `{person_id}`: who has the address, and is the same person for 15 minutes."""
        own = await doors.keeper.own(session_token(request), _now(request))
        given = read_body(UseLink, await request.body())
        token, browser = given.token.get_secret_value(), given.browser.get_secret_value()
        proven = await doors.mail.prove(own.person_id, token, browser, _now(request))
        return JSONResponse({"person_id": proven}, headers=NO_STORE)

    @router.post("/proofs/code")
    async def type_proof(request: Request) -> JSONResponse:
        """`{sign_in_id, browser, code}` → `{person_id}`."""
        own = await doors.keeper.own(session_token(request), _now(request))
        given = read_body(TypeCode, await request.body())
        browser, code = given.browser.get_secret_value(), given.code.get_secret_value()
        proven = await doors.mail.prove_by_code(own.person_id, given.sign_in_id, browser, code, _now(request))
        return JSONResponse({"person_id": proven}, headers=NO_STORE)

    @router.get("/proofs/{person_id}")
    async def look(request: Request, person_id: str) -> JSONResponse:
        """`{person_id, tenant_id, name, mail, roles}` of an account that was just proven; to others nobody is there."""
        own = await doors.keeper.own(session_token(request), _now(request))
        found = await doors.proven(person_id, own)
        roles = [role.model_dump(mode="json") for role in found.roles]
        return JSONResponse({**asdict(found), "roles": roles}, headers=NO_STORE)

    return router


def _wish(given: AskLink, asked_by: str | None = None, tenant_id: str | None = None) -> Wish:
    return Wish(given.mail, tenant_id or given.tenant_id, given.language, given.next, asked_by)


def _asked(asked: Asked) -> JSONResponse:
    return JSONResponse(_told(asked), headers=NO_STORE)


def _told(asked: Asked) -> dict[str, str]:
    return {"sign_in_id": asked.sign_in_id, "browser": asked.browser, "expires_at": asked.expires_at.isoformat()}


def _by_mail(by_mail: ByMail) -> JSONResponse:
    return entered(by_mail.entered, next=by_mail.next_page, password_ended=by_mail.password_ended)


def _now(request: Request) -> datetime:
    return arrival_of(request).at
