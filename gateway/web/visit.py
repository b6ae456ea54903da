"""One request to a page: who asks, in which language, and how it is answered."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from gateway.clients import Sent
from gateway.viewer import Viewer
from gateway.web import cookies, csrf, posted
from gateway.web.addresses import within
from gateway.web.faults import label
from gateway.web.rendering import environment, rendered
from gateway.web.site import Site
from gateway.web.statuses import REASON, REJECTION
from gateway.web.words import Words
from shared.contracts.accounts.roles import Role, RoleName
from shared.contracts.commands import Command
from shared.texts import negotiate

DOCUMENTS = Path(__file__).parent / "pages"
Data = dict[str, Any]
ORGANISER = RoleName.ORGANISER
STAFF = frozenset({ORGANISER, RoleName.SECRETARY})
"""Who sees submitted entries."""
JUDGING = frozenset({RoleName.JUDGE, RoleName.CHAIR, ORGANISER})
"""Who judges, or leads judging."""
PRINTERS = frozenset({ORGANISER, RoleName.DOOR})
"""Who has sign-in codes printed, for a tenant or an edition."""


class Unanswered(Exception):
    """The schema could not answer a page's document; `codes` say why."""

    def __init__(self, codes: frozenset[str]) -> None:
        super().__init__(", ".join(sorted(codes)))
        self.codes = codes


@cache
def document(name: str) -> str:
    """A page's document, with what every page shows around it."""
    return (DOCUMENTS / f"{name}.graphql").read_text() + (DOCUMENTS / "frame.graphql").read_text()


@dataclass(frozen=True, slots=True)
class Visit:
    """A request to a page. `form` is what was posted; `trusted` whether it came from a page of ours in this session;
    `name` what accounts calls the viewer, empty where it can't say."""

    site: Site
    request: Request
    viewer: Viewer
    words: Words
    cookie: str
    form: posted.Posted = field(default_factory=posted.Posted)
    trusted: bool = True
    name: str = field(default="", repr=False)
    after: str = ""
    """What this very answer waits for; what was done before stands in a cookie."""

    @property
    def session(self) -> str:
        """The session's token, empty where there is none."""
        return self.request.cookies.get(cookies.SESSION, "")

    @property
    def form_token(self) -> str:
        """What a form of this page carries."""
        return csrf.token(self.site.secret, self.cookie, self.session)

    @property
    def address(self) -> str:
        """Path and query of this page."""
        url = self.request.url
        return f"{url.path}?{url.query}" if url.query else url.path

    def place(self, name: str) -> str:
        """A part of the path."""
        return str(self.request.path_params[name])

    def asked(self, name: str) -> str:
        """A value of the query."""
        return self.request.query_params.get(name, "").strip()

    async def ask(self, name: str, **variables: Any) -> Data:  # noqa: ANN401 - GraphQL's values
        """The answer to a page's document, having waited for what this browser has just done. Raises `Unanswered`."""
        after = self.after or self.request.cookies.get(cookies.AFTER, "")
        given = {"tenant": self.site.tenant_slug, **variables}
        answer = await self.site.graph.run(document(name), given, self.viewer, after, self.words.language)
        if answer.get("errors") or not answer.get("data"):
            raise Unanswered(frozenset(error["extensions"]["code"] for error in answer.get("errors", ())))
        return {**answer["data"], **_around(answer["data"]), "stale": bool(answer.get("extensions", {}).get("stale"))}

    async def send(self, command: Command, command_id: str) -> Sent:
        """Sends a command as the viewer. Raises `Refused`."""
        return await self.site.commands.send(command, self.viewer, command_id, self.words.language)

    def page(self, template: str, data: Mapping[str, Any], status: int = 200, **values: Any) -> Response:  # noqa: ANN401
        """A page: the answer to its document, and what else its template needs."""
        response = rendered(template, status, self.words.language, {**self._frame(data), **data, **values})
        if self.request.cookies.get(cookies.FORM) != self.cookie:
            cookies.put(response, cookies.FORM, self.cookie, self.site.secure)
        return response

    def fragment(self, template: str, data: Mapping[str, Any]) -> str:
        """A part of a page by itself."""
        return environment().get_template(f"{template}.html").render({**self._frame(data), **data}).strip()

    def _frame(self, data: Mapping[str, Any]) -> Data:
        words, roles = self.words, roles_at(self.viewer, data.get("tenant"))
        return {
            "_": words.text,
            "ngettext": words.count,
            "words": words,
            "language": words.language,
            "labelled": lambda one: label(one, words),
            "reason": lambda value: words.text(REASON[value.lower()]),
            "rejection": lambda value: words.text(REJECTION[value.lower()]),
            "asset": self.site.assets.url,
            "signed_in": self.viewer.signed_in,
            "waits_for_mail": self.viewer.signed_in and cookies.SIGN_IN in self.request.cookies,
            "without_mail": self.viewer.signed_in and cookies.NO_MAIL in self.request.cookies,
            "name": self.name,
            "initials": words.initials(self.name),
            "staff": any(role.name in STAFF for role in roles),
            "prints": any(map(prints, roles)),
            "judges": any(role.name in JUDGING for role in roles),
            "organises": any(role == Role(name=ORGANISER, tenant_id=role.tenant_id) for role in roles),
            "address": self.address,
            "theme": self.request.cookies.get(cookies.THEME, ""),
            "form_token": self.form_token,
            "now": self.site.clock.now(),
            "tenant": None,
            "edition": None,
            "stale": False,
            "trial": self.site.mails is not None,
        }

    def on(self, target: str, sent: Sent | None = None) -> Response:
        """On to another page of ours, which waits for what was sent."""
        response = RedirectResponse(within(target), 303)
        if sent is not None and sent.after:
            cookies.put(response, cookies.AFTER, sent.after, self.site.secure, cookies.AFTER_SECONDS)
        return response

    def waiting_for(self, after: str) -> "Visit":
        """The same visit, what it asks waiting for what it has just done."""
        return replace(self, after=after)

    def in_zone(self, zone: str) -> "Visit":
        """The same visit, its times on the wall clock of an edition."""
        return replace(self, words=replace(self.words, zone=zone))

    def in_zone_of(self, data: Data) -> "Visit":
        """The same visit, its times on the wall clock of the edition that a page shows."""
        edition = data.get("edition")
        return self.in_zone(edition["zone"]) if edition else self


def _around(data: Data) -> Data:
    """The tenant whose pages these are, and its latest edition."""
    tenant = next((edge["node"] for edge in data["around"]["edges"]), None)
    return {"tenant": tenant, "edition": tenant["editions"][-1] if tenant and tenant["editions"] else None}


def roles_at(viewer: Viewer, tenant: Data | None) -> list[Role]:
    """The viewer's roles anywhere in a tenant; none where there is no tenant."""
    return [role for role in viewer.roles if tenant is not None and role.tenant_id == tenant["tenantId"]]


def prints(role: Role) -> bool:
    """Whether a role is to have sign-in codes printed."""
    return role.name in PRINTERS and (role.programme_id, role.organisation_id) == (None, None)


def language_of(request: Request) -> str:
    """The language in which a request is answered."""
    return negotiate(request.cookies.get(cookies.LANGUAGE), request.headers.get("accept-language"))
