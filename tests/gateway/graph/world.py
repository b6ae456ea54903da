"""A small province with everybody who may look at it, and a schema that reads it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from gateway.after import Afters
from gateway.clients import Exchange, SealedNote, Sent
from gateway.clients.exchange import NO_EXCHANGE
from gateway.graph.reading import MongoRows
from gateway.graph.running import Graph, Needs
from gateway.graph.waiting import Waiting
from gateway.viewer import NOBODY, Viewer
from shared.clock import SystemClock
from shared.contracts.accounts.roles import Role, RoleName
from shared.contracts.accounts.values import OrganisationSize, Sector
from shared.mongo import Database
from tests.gateway import facts
from tests.gateway.fakes import CountedRows, Heard, OwnDrafts, RecordedCommands, Vault, WordSearch

OUTSIDE = (facts.OTHER_TENANT, facts.OTHER_EDITION, facts.OTHER_PROGRAMME)


def person(person_id: str, *roles: Role) -> Viewer:
    return Viewer(person_id, "person", facts.TENANT, roles=roles, token="token")


def _role(name: RoleName, **place: str) -> Role:
    return Role(name=name, **{"tenant_id": facts.TENANT, **place})


LAN = person("person-lan")
VIEWERS: Mapping[str, Viewer] = {
    "nobody": NOBODY,
    "submitter": LAN,
    "another person": person("person-minh"),
    "member": person("person-mem"),
    "asking person": person("person-ask"),
    "moderator": person("person-mod", _role(RoleName.MODERATOR)),
    "organiser": person("person-org", _role(RoleName.ORGANISER)),
    "secretary": person("person-sec", _role(RoleName.SECRETARY)),
    "edition organiser": person("person-edi", _role(RoleName.ORGANISER, edition_id=facts.EDITION)),
    "programme secretary": person(
        "person-pro", _role(RoleName.SECRETARY, edition_id=facts.EDITION, programme_id=facts.PROGRAMME)
    ),
    "organiser elsewhere": person("person-hue", Role(name=RoleName.ORGANISER, tenant_id=facts.OTHER_TENANT)),
    "reading client": Viewer("client-read", "client", scopes=frozenset({"entries:read"})),
    "importing client": Viewer("client-import", "client", scopes=frozenset({"entries:import"})),
    "tenant's client": Viewer("client-here", "client", facts.TENANT, frozenset({"entries:read"})),
    "client elsewhere": Viewer("client-away", "client", facts.OTHER_TENANT, frozenset({"entries:read"})),
    "submitter's program": replace(LAN, scopes=frozenset({"own:read"}), token_id="token-0001"),
}
ENTRIES = (
    facts.entry("entry-001", "Gạch không nung", "Vật liệu", "Môi trường", minute=1, summary="Gạch từ tro bay"),
    facts.entry("entry-002", "Ấm trà thông minh", "Phần cứng", minute=2, organisation_id="organisation-2", by="x" * 8),
    facts.entry("entry-003", "Đèn đường gạch", "Môi trường", minute=2, organisation_id="organisation-3", by="x" * 8),
    facts.entry("entry-004", "An toàn thực phẩm", "Nông nghiệp", minute=4, organisation_id="organisation-1"),
    facts.entry("entry-hue", "Gạch Huế", "Vật liệu", organisation_id="organisation-h", by="person-hue", place=OUTSIDE),
)
FACTS = (
    facts.tenant(),
    facts.tenant(facts.OTHER_TENANT, "hue"),
    facts.edition(),
    facts.edition(facts.OTHER_EDITION, facts.OTHER_TENANT, 2025),
    facts.programme(),
    facts.programme(facts.OTHER_PROGRAMME, facts.OTHER_EDITION, facts.OTHER_TENANT),
    facts.renamed(facts.TENANT, "bac-ninh", "kinh-bac"),
    facts.organisation(
        "organisation-1",
        "Gạch Việt",
        legal_name="Công ty TNHH Gạch Việt",
        tax_code="0100109106",
        founded_on=date(2020, 5, 4),
        sector=Sector.MATERIALS,
        size=OrganisationSize.SMALL,
    ),
    facts.organisation("organisation-2", "Trà Số", by="x" * 8, country="SG", founded_year=2015),
    facts.organisation("organisation-3", "Đèn Xanh", by="x" * 8, country=None, founded_year=None),
    facts.organisation("organisation-h", "Huế Gạch", by="person-hue", tenant_id=facts.OTHER_TENANT, founded_year=1999),
    facts.api_client("client-here", "Cổng dữ liệu"),
    facts.api_client("client-away", "Báo tỉnh", tenant_id=facts.OTHER_TENANT),
    facts.personal_token("token-0001"),
    facts.personal_token("token-hue", "person-hue"),
    facts.members("organisation-1", lan="admin", mem="member", ask="asked"),
    facts.role("person-sec", RoleName.SECRETARY),
    facts.role("person-hue", RoleName.ORGANISER, facts.OTHER_TENANT),
    facts.invitation("invitation-1", edition_id=facts.EDITION),
    facts.invitation("invitation-2", "person-lan", organisation_id="organisation-1"),
    facts.invitation("invitation-h", "person-hue", facts.OTHER_TENANT),
    *ENTRIES,
    facts.consent("consent-01"),
    facts.consent("consent-hue", "person-hue", tenant_id=facts.OTHER_TENANT),
    facts.data_request("request-01"),
    facts.data_request("request-hue", "person-hue", tenant_id=facts.OTHER_TENANT),
    facts.message("message-001"),
    facts.message("message-min", "person-minh"),
    facts.job("job-00001"),
    facts.job("job-00002", by="client-import"),
    facts.job("job-hue-1", by="person-hue", tenant_id=facts.OTHER_TENANT),
)
DRAFT = {"entry_id": "entry-draft", "programme_id": facts.PROGRAMME, "steps": {"project": {"title": "Bí mật"}}}


@dataclass
class World:
    """The schema over a read model; what it asks is counted."""

    database: Database
    rows: CountedRows
    graph: Graph
    search: WordSearch
    commands: RecordedCommands
    heard: Heard
    afters: Afters
    persons: Vault
    viewers: Mapping[str, Viewer] = field(default_factory=lambda: VIEWERS)

    async def ask(self, viewer: str, document: str, waits: str = "", **variables: Any) -> dict[str, Any]:
        """The whole answer."""
        return await self.graph.run(document, variables, self.viewers[viewer], waits)

    async def data(self, viewer: str, document: str, **variables: Any) -> Any:
        """The data of an answer without errors."""
        answer = await self.ask(viewer, document, **variables)
        assert "errors" not in answer, answer["errors"]
        return answer["data"]


def world_over(database: Database, commands: RecordedCommands | None = None, exchange: Exchange = NO_EXCHANGE) -> World:
    """The schema over a database that holds the read model."""
    rows = CountedRows(MongoRows(database))
    commands = commands or RecordedCommands(Sent("entry-001", 1, {"code": "K7QM2A"}, "after"))
    heard, afters = Heard(), Afters("secret", SystemClock())
    texts = {f.event.entry_id: f"{f.event.answers.title} {f.event.answers.summary}" for f in ENTRIES}  # type: ignore[attr-defined]
    drafts = OwnDrafts({"person-lan": [DRAFT]})
    search = WordSearch(texts)
    persons = Vault({"person-lan": "Trần Thị Lan", "x" * 8: "Hoàng Yến", "person-hue": "Lê Huệ"})
    labels = {SealedNote(who, "token.label", facts.SEALED_LABEL): "Máy ở nhà" for who in ("person-lan", "person-hue")}
    persons.sealed.update(labels)
    needs = Needs(lambda: rows, search, commands, drafts, Waiting(afters, heard, seconds=0), persons, exchange)
    return World(database, rows, Graph(needs), search, commands, heard, afters, persons)
