"""How the province comes to be: the same commands, whatever stands under the services."""

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from services.accounts.domain.members import LetIn
from services.accounts.domain.roles import is_organiser_of_all
from services.accounts.domain.tenant import CountOrganiser
from services.notifications.domain.commands import AddMessage
from shared.auth import ANONYMOUS, Actor, service_actor
from shared.bus import jobs
from shared.bus.jobs import Asked
from shared.bus.nouns import Order
from shared.contracts.accounts import commands as accounts
from shared.contracts.accounts.events import JobChanged
from shared.contracts.accounts.scopes import OWN_READ
from shared.contracts.accounts.values import OrganisationSize, Purpose, Sector
from shared.contracts.commands import Command
from shared.contracts.context import Context
from shared.contracts.matchmaking.values import Side
from shared.contracts.notifications import commands as notifications
from shared.contracts.notifications.values import MessageKind, Subject, Topic
from shared.contracts.registration.values import Decision, RejectionReason
from shared.contracts.values import Text
from tests.builders import accounts as build
from tests.builders import matchmaking as matching
from tests.builders import registration as entering
from tests.builders.registration import DURING
from tests.visibility import judging, recipes, trading
from tests.visibility.actors import ACTORS, CLIENTS, HOLDERS, OPERATOR, ORGANISER, OTHER_ORGANISER, PROGRAMS, people
from tests.visibility.areas import ELSEWHERE, HERE, THERE, Area

Execute = Callable[[Command, Actor, str, str, datetime], Awaitable[Any]]
ACCOUNTS, NOTIFICATIONS = service_actor("accounts"), service_actor("notifications")
MATCHMAKING = service_actor("matchmaking")
TAX_CODES = {"here": "0100109106", "next": "0100002593", "elsewhere": "0100002963"}
ENDS = DURING + timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Step:
    """A command, and who sends it."""

    command: Command
    actor: Actor = OPERATOR

    @property
    def owner(self) -> str:
        """Which service it is for."""
        return self.command.wire.partition(".")[0]


def owner_of(area: Area) -> Actor:
    return next(actor for actor in people() if actor.id == area.owner)


def organiser_of(area: Area) -> Actor:
    return OTHER_ORGANISER if area is ELSEWHERE else ORGANISER


def steps() -> Iterator[Step]:
    """In the order in which they are sent."""
    for area in (HERE, ELSEWHERE):
        yield Step(build.create_tenant(tenant_id=area.tenant, slug=f"{recipes.slug_of(area)}-cu"))
        yield Step(accounts.RenameTenant(tenant_id=area.tenant, slug=recipes.slug_of(area), name=build.text()))
    for one in people():
        mail = f"{one.id}@techfest.example"
        registered = build.register_person(person_id=one.id, tenant_id=one.tenant_id, mail=mail, password=None)
        yield Step(registered, ANONYMOUS)
    for one in people():
        yield Step(build.vouch(person_id=one.id))
    for one in HOLDERS.values():
        yield Step(accounts.GrantRole(person_id=one.id, role=one.roles[0]))
        if is_organiser_of_all(one.roles[0]):
            yield Step(CountOrganiser(tenant_id=one.roles[0].tenant_id, person_id=one.id), ACCOUNTS)
    for area in THERE:
        yield from _places(area)
        yield from _organisation(area)
        yield from _entries(area)
        yield from _own(area)
        yield from _tenants(area)
        yield from _matches(area)
        yield from (Step(command, actor) for command, actor in judging.steps(area, ACTORS))
    for command, actor in trading.founding():
        yield Step(command, actor)
    yield from _programs()


def _places(area: Area) -> Iterator[Step]:
    named = {"slug": recipes.slug_of(area), "name": Text(vi=f"Techfest {area.name}")}
    yield Step(entering.open_edition(edition_id=area.id("edition"), tenant_id=area.tenant, **named))
    yield Step(entering.open_programme(programme_id=area.id("programme"), edition_id=area.id("edition")))


def _organisation(area: Area) -> Iterator[Step]:
    owner, id_ = owner_of(area), area.id("organisation")
    public = {"name": f"Nấm {area.name}", "website": f"https://{area.name}.example"}
    register = {"legal_name": f"Công ty TNHH Nấm {area.name}", "tax_code": TAX_CODES[area.name]}
    more = {"founded_on": date(2023, 5, 4), "sector": Sector.FOOD, "size": OrganisationSize.SMALL}
    made: dict[str, Any] = {**recipes.FACTS, **public, **register, **more}
    yield Step(accounts.RegisterOrganisation(organisation_id=id_, tenant_id=area.tenant, **made), owner)
    yield Step(LetIn(organisation_id=id_, person_id=owner.id, admin=True), ACCOUNTS)
    if area is HERE:
        known = {actor.id: actor for actor in people()}
        yield Step(LetIn(organisation_id=id_, person_id="person-mem"), ACCOUNTS)
        yield Step(accounts.AskToJoin(organisation_id=id_), known["person-ask"])


def _entries(area: Area) -> Iterator[Step]:
    owner = owner_of(area)
    answers = entering.answers(f"Nấm hữu cơ {area.name}", summary=f"Chuyện riêng {area.name}")
    yield Step(recipes.submit(area).model_copy(update={"answers": answers}), owner)
    yield Step(entering.revise_entry(entry_id=area.id("entry"), answers=answers), owner)
    yield Step(recipes.draft(area), owner)
    yield Step(recipes.submit(area, "gone-entry").model_copy(update={"answers": answers}), owner)
    yield Step(
        entering.withdraw_entry(entry_id=area.id("gone-entry"), text=f"Vì chuyện nhà {area.name}"),
        owner,
    )
    said = recipes.prepared(area).model_copy(update={"text": f"Giữ kín {area.name}"})
    yield Step(said, organiser_of(area))
    yield Step(recipes.submit(area, "chosen-entry").model_copy(update={"answers": answers}), owner)
    yield from _released(area)


def _released(area: Area) -> Iterator[Step]:
    """One entry's decision, released, and what the worker makes of it."""
    page, release, entry = area.id("told-page"), area.id("release-made"), area.id("chosen-entry")
    about: dict[str, Any] = {"page_id": page, "release_id": release}
    told = {"text": f"Lời riêng cho {area.name}", "reason": RejectionReason.OTHER, "decision": Decision.REJECTED}
    prepared = recipes.prepared(area, "told-page").model_copy(update={"entry_ids": (entry,), **told})
    organiser = organiser_of(area)
    yield Step(prepared, organiser)
    yield Step(entering.close_decisions(**about), organiser)
    ids = {"release_id": release, "programme_id": area.id("programme"), "page_ids": (page,)}
    yield Step(entering.release_decisions(**ids), organiser)


def _own(area: Area) -> Iterator[Step]:
    owner = owner_of(area)
    yield Step(accounts.GiveConsent(person_id=owner.id, purpose=Purpose.NEWS, text_version=1), owner)
    yield Step(recipes.asked(area), owner)
    yield Step(recipes.token(area), owner)
    change = notifications.ChangeSubscription(person_id=owner.id, topic=Topic.JOBS, mailed=False)
    yield Step(change, owner)
    subjects = (Subject(noun="job", id=area.id("long-job")),)
    about: dict[str, Any] = {"kind": MessageKind.JOB_DONE, "subjects": subjects, "told_at": DURING}
    message = AddMessage(message_id=area.id("message"), tenant_id=area.tenant, person_id=owner.id, **about)
    yield Step(message, NOTIFICATIONS)


def _tenants(area: Area) -> Iterator[Step]:
    yield Step(recipes.client(area), organiser_of(area))
    yield Step(recipes.RECIPES["accounts.invite_person"](area), organiser_of(area))


def _matches(area: Area) -> Iterator[Step]:
    """Of a need and of an offer of the organisation, with somebody who is masked."""
    own, masked = {"owner_id": area.id("organisation")}, {"owner_id": area.id("pseudonym"), "masked": True}
    for noun, need, offer in (("match", own, masked), ("offer-match", masked, own)):
        sides = {
            "need": matching.need_side(listing_id=area.id(f"{noun}-need"), **need),
            "offer": matching.offer_side(listing_id=area.id(f"{noun}-offer"), **offer),
        }
        suggested = matching.suggest_match(match_id=area.id(noun), tenant_id=area.tenant, **sides)
        yield Step(suggested, MATCHMAKING)
    yield Step(matching.decline_match(Side.NEED, match_id=area.id("match")), owner_of(area))
    yield Step(matching.decline_match(Side.OFFER, match_id=area.id("offer-match")), owner_of(area))


def _programs() -> Iterator[Step]:
    for client in (c for c in CLIENTS.values() if c.tenant_id is not None and c.scopes):
        made: dict[str, Any] = {"client_id": client.id, "tenant_id": client.tenant_id, "name": "Chương trình"}
        organiser = ORGANISER if client.tenant_id == HERE.tenant else OTHER_ORGANISER
        yield Step(accounts.RegisterApiClient(**made, scopes=tuple(client.scopes)), organiser)
    known = {actor.id: actor for actor in people()}
    for program in PROGRAMS.values():
        held: dict[str, Any] = {"token_id": program.token_id, "name": "Chương trình", "expires_at": ENDS}
        scopes = tuple(sorted(program.scopes)) or (OWN_READ,)
        yield Step(accounts.CreatePersonalToken(**held, scopes=scopes), known[program.id])


def job_orders() -> Iterator[Order[Any]]:
    """Jobs as their owners have asked for them: of how one is asked for, this knows nothing."""
    for area in THERE:
        id_, owner = area.id("long-job"), area.owner
        asked, context = Asked(id_, area.tenant, "code-sheet", '{"count": 3}'), Context(DURING, owner, f"job-{id_}")
        yield Order(id_, context.command_id, context.command_id, DURING, owner, _asking(asked, context))


def _asking(asked: Asked, context: Context) -> Callable[[Any], Any]:
    return lambda state: jobs.ask(JobChanged, state, asked, context)
