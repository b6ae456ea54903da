"""How each route that is no command is asked about the things of an area: a new route needs a line here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.visibility import judging
from tests.visibility.areas import Area


@dataclass(frozen=True, slots=True)
class Road:
    """What is sent; the path's parameters by their names."""

    parameters: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict)
    body: Any = None
    form: Mapping[str, str] | None = None


Make = Callable[[Area], Road]
WRONG = "no token that anybody has made"
MAILED = {"token": WRONG, "browser": WRONG}


def plain(**body: Any) -> Make:
    """The same whatever it is about."""
    return lambda _: Road(body=body)


def own(area: Area) -> Road:
    return Road({"person_id": area.owner})


def new_account(area: Area) -> dict[str, Any]:
    """Of whose id is taken, so that asking changes nothing."""
    return {"person_id": area.owner, "tenant_id": area.tenant, "name": "Khác", "mail": f"khac@{area.name}.example"}


def job(area: Area) -> Road:
    return Road({"job_id": area.id("long-job")})


ROADS: Mapping[str, Make] = {
    "judging GET /openapi.json": plain(),
    "judging GET /healthz": plain(),
    "judging GET /readyz": plain(),
    "judging GET /sheets/{sheet_id}": lambda a: Road({"sheet_id": judging.sheet(a)}),
    "judging GET /rounds/{round_id}/sheets": lambda a: Road({"round_id": a.id("round")}),
    "judging GET /rounds/{round_id}/preview": lambda a: Road({"round_id": a.id("sealed-round")}),
    "judging GET /rounds/{round_id}/document": lambda a: Road({"round_id": a.id("sealed-round")}),
    "judging GET /jobs/{job_id}/plan": lambda a: Road({"job_id": a.id("plan")}),
    "judging GET /people/{person_id}/data": own,
    "accounts GET /openapi.json": plain(),
    "accounts GET /healthz": plain(),
    "accounts GET /readyz": plain(),
    "accounts GET /.well-known/jwks.json": plain(),
    "accounts POST /token": lambda _: Road(form={"grant_type": "client_credentials", "scope": "entries:read"}),
    "accounts POST /clients/{client_id}/secret": lambda a: Road({"client_id": a.id("client")}),
    "accounts POST /tokens/{token_id}/secret": lambda a: Road({"token_id": a.id("token")}),
    "accounts POST /sign-in": lambda a: Road(
        body={"mail": f"{a.owner}@techfest.example", "password": "wrong", "tenant_id": a.tenant}
    ),
    "accounts POST /sign-out": plain(),
    "accounts GET /sessions": plain(),
    "accounts POST /sessions/end-others": plain(),
    "accounts POST /sessions/{session_id}/end": lambda a: Road({"session_id": a.id("session")}),
    "accounts POST /sign-in/new": lambda a: Road(body={"account": new_account(a)}),
    "accounts POST /sign-in/link": lambda a: Road(body={"mail": f"{a.owner}@techfest.example", "tenant_id": a.tenant}),
    "accounts POST /sign-in/link/use": plain(**MAILED),
    "accounts POST /sign-in/code-by-mail": lambda a: Road(
        body={"sign_in_id": a.id("sign-in"), "browser": WRONG, "code": "123456"}
    ),
    "accounts POST /sign-in/code": lambda a: Road(body={"code": "WRONG-CODE", "tenant_id": a.tenant}),
    "accounts POST /sign-in/second-factor": plain(token=WRONG, code="123456"),
    "accounts GET /sign-in/provider": plain(),
    "accounts POST /sign-in/provider": lambda a: Road(body={"tenant_id": a.tenant}),
    "accounts POST /sign-in/provider/use": plain(state=WRONG, code=WRONG, browser=WRONG),
    "accounts POST /proofs": lambda a: Road(body={"mail": f"{a.owner}@techfest.example"}),
    "accounts POST /proofs/own": plain(),
    "accounts POST /proofs/use": plain(**MAILED),
    "accounts POST /proofs/code": lambda a: Road(
        body={"sign_in_id": a.id("sign-in"), "browser": WRONG, "code": "123456"}
    ),
    "accounts GET /proofs/{person_id}": own,
    "accounts GET /second-factor": plain(),
    "accounts POST /second-factor/begin": plain(),
    "accounts POST /second-factor/confirm": plain(code="123456"),
    "accounts POST /second-factor/off": plain(code="123456"),
    "accounts POST /mailings/contents": lambda a: Road(body={"kind": "person", "id": a.owner}),
    "accounts POST /invitations/look": plain(token=WRONG),
    "accounts POST /sign-in/invitation": plain(token=WRONG, name="Người lạ"),
    "accounts POST /invitations/link": lambda a: Road(body={"invitation_id": a.id("invitation")}),
    "accounts GET /organisations/twins": lambda a: Road(query={"tenant_id": a.tenant, "name": f"Nấm {a.name}"}),
    "accounts GET /people/{person_id}": own,
    "accounts GET /people/{person_id}/data": own,
    "accounts POST /people/names": lambda a: Road(body={"ids": [a.owner]}),
    "accounts POST /people/search": lambda a: Road(body={"tenant_id": a.tenant, "search": a.owner}),
    "accounts POST /vault/keys": lambda a: Road(body={"ids": [a.owner]}),
    "accounts POST /vault/open": lambda a: Road(
        body={"texts": [{"subject": a.owner, "purpose": "entry.note", "sealed": "x"}]}
    ),
    "accounts GET /jobs/{job_id}/result": job,
    "accounts POST /uploads": lambda a: Road(query={"tenant_id": a.tenant}),
    "accounts GET /imports/template": plain(),
    "accounts GET /imports/{job_id}": job,
    "accounts GET /imports/{job_id}/rows": lambda a: Road({"job_id": a.id("long-job")}, {"kind": "new"}),
    "registration GET /openapi.json": plain(),
    "registration GET /healthz": plain(),
    "registration GET /readyz": plain(),
    "registration GET /drafts": lambda a: Road(query={"programme_id": a.id("programme")}),
    "registration GET /drafts/{entry_id}": lambda a: Road({"entry_id": a.id("draft")}),
    "registration GET /decisions": lambda a: Road(query={"programme_id": a.id("programme")}),
    "registration GET /people/{person_id}/data": own,
    "matchmaking GET /openapi.json": plain(),
    "matchmaking GET /healthz": plain(),
    "matchmaking GET /readyz": plain(),
    "matchmaking GET /people/{person_id}/data": own,
    "exchange GET /openapi.json": plain(),
    "exchange GET /healthz": plain(),
    "exchange GET /readyz": plain(),
    "exchange GET /listings": plain(),
    "exchange GET /reviews": plain(),
    "exchange GET /listings/{listing_id}": lambda a: Road({"listing_id": a.id("waiting-listing")}),
    "exchange GET /enquiries": lambda a: Road(query={"listing_id": a.id("listing")}),
    "exchange GET /enquiries/{enquiry_id}": lambda a: Road({"enquiry_id": a.id("enquiry")}),
    "exchange GET /people/{person_id}/data": own,
    "exchange POST /files": lambda a: Road(query={"organisation_id": a.id("organisation")}),
    "exchange GET /files/{file_id}/link": lambda a: Road({"file_id": a.id("file")}),
    "exchange GET /files/{file_id}": lambda a: Road({"file_id": a.id("file")}, {"until": "9999999999", "mark": WRONG}),
    "notifications GET /openapi.json": plain(),
    "notifications GET /healthz": plain(),
    "notifications GET /readyz": plain(),
    "notifications GET /subscription": plain(),
    "notifications GET /unsubscribe": lambda _: Road(query={"token": WRONG}),
    "notifications POST /unsubscribe": lambda _: Road(query={"token": WRONG}, form={"List-Unsubscribe": "One-Click"}),
    "notifications POST /bounces": plain(),
    "notifications GET /people/{person_id}/data": own,
}
"""By service, method and path."""
