"""Making an account: name, mail address, a password or none, and on; a mail shows later whose the address is."""

from starlette.responses import Response

from gateway.clients import Refused
from gateway.web.commands import command_id, minted
from gateway.web.faults import Input, faults, refused
from gateway.web.pages import privacy_agreeing as agreeing
from gateway.web.pages import sign_in, sign_in_mail
from gateway.web.visit import Visit
from shared.contracts.accounts.commands import RegisterPerson
from shared.contracts.accounts.purposes import PURPOSES
from shared.errors import N_
from shared.ids import derived_id

INPUTS = (
    Input("name", RegisterPerson, complete="name"),
    Input(
        "mail", RegisterPerson, "mail", wrong=N_("This is no mail address. It looks like hanh@sayviet.vn."),
        complete="email",
    ),
    Input(
        "password", RegisterPerson, "password",
        complete="new-password",
        hint=N_("At least 10 characters of any kind. Without one, each sign-in sends you a mail."),
    ),
)  # fmt: skip


async def show(visit: Visit) -> Response:
    """Whoever is signed in already goes on."""
    if visit.viewer.signed_in:
        return visit.on(visit.asked("next"))
    return await _page(visit, 200)


async def send(visit: Visit) -> Response:
    """Makes the account, signs in and goes on; the same whoever has the address."""
    if not visit.trusted:
        return await _page(visit, 422, note=visit.words.text(sign_in.STALE))
    data = await visit.ask("make_account")
    tenant_id = data["tenant"]["tenantId"] if data["tenant"] else ""
    if wrong := faults(lambda: _command(visit, tenant_id), INPUTS, visit.words):
        return await _page(visit, 422, wrong)
    command, form_id, target = _command(visit, tenant_id), _form_id(visit), visit.form.one("next")
    going = target if target.startswith("/") else ""
    try:
        made = await visit.site.sessions.make_account(
            command, command_id(form_id, command), going, visit.words.language
        )
    except Refused as refusal:
        return await _page(visit, sign_in.status_of(refusal), refused(refusal, INPUTS), refusal.message)
    session, asked = made
    agreed = await agreeing.agreed(visit, session, form_id)
    response = sign_in.signed_in(visit, session, target if agreed else agreeing.target(visit))
    sign_in_mail.keep(visit, response, asked)
    return response


def _form_id(visit: Visit) -> str:
    return minted(visit.form.one("form_id"))


def _command(visit: Visit, tenant_id: str) -> RegisterPerson:
    mail = visit.form.one("mail").strip()
    return RegisterPerson.model_validate(
        {
            "person_id": derived_id("person", _form_id(visit), mail.lower()),
            "tenant_id": tenant_id,
            "name": visit.form.one("name"),
            "mail": mail,
            "password": visit.form.one("password") or None,
            "language": visit.words.language,
        }
    )


async def _page(visit: Visit, status: int, wrong: dict[str, str] | None = None, note: str = "") -> Response:
    data = await visit.ask("make_account")
    values = {name: visit.form.one(name) for name in ("name", "mail")}
    target = visit.form.one("next") or visit.asked("next")
    return visit.page(
        "make_account", data, status, inputs=INPUTS, values=values, wrong=wrong or {}, note=note, target=target,
        form_id=_form_id(visit), purposes=PURPOSES, ticked=visit.form.all("agree"),
    )  # fmt: skip
