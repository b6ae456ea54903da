"""The province in the services' own stores in memory, and what it has told."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from services.exchange.domain.parties import Organisation as Party
from services.exchange.ports import Needs as ExchangeNeeds
from services.notifications.access import ACCESS as NOTIFICATIONS_ACCESS
from services.notifications.handlers import COMMANDS as NOTIFICATIONS_COMMANDS
from services.notifications.handlers import NOUNS as NOTIFICATIONS_NOUNS
from services.notifications.ports import Needs as NotificationsNeeds
from services.registration.domain.organisation import Organisation
from services.registration.handlers import HEARD
from services.registration.ports import Needs as RegistrationNeeds
from shared.bus.messages import Incoming
from shared.contracts.notifications.values import Subject
from shared.contracts.personal import PersonText
from shared.ids import new_id
from tests.builders.registration import DURING
from tests.fakes.hearing import Hearing
from tests.fakes.judging import MemoryJudging
from tests.fakes.memory_exchange import MemoryExchange
from tests.fakes.memory_vault import MemoryVault
from tests.fakes.services import MemoryAccounts, MemoryMatchmaking, MemoryRegistration, MemoryService
from tests.visibility.areas import HERE, THERE, Area
from tests.visibility.founding import job_orders, steps
from tests.visibility.judging import told_of
from tests.visibility.trading import BUYER


class NoOwners:
    """Has heard of nothing."""

    async def of(self, _: Subject) -> str | None:
        return None


class MemoryNotifications(MemoryService):
    def __init__(self) -> None:
        super().__init__(NOTIFICATIONS_NOUNS, NOTIFICATIONS_COMMANDS, NOTIFICATIONS_ACCESS)

    def _needs(self) -> NotificationsNeeds:
        return NotificationsNeeds(self.stores["message"], self.stores["subscription"], NoOwners())


class VaultTexts:
    """Seals under the keys that accounts keeps."""

    def __init__(self, vault: MemoryVault) -> None:
        self._vault = vault

    async def seal(self, subject: str, purpose: str, text: str) -> PersonText:
        return PersonText(subject=subject, sealed=await self._vault.seal(subject, purpose, text))

    async def open(self, texts: Sequence[PersonText], purpose: str, viewer_token: str = "") -> list[str | None]:
        return [await self._vault.open(text.subject, purpose, text.sealed) for text in texts]


class RealmRegistration(MemoryRegistration):
    def __init__(self, vault: MemoryVault) -> None:
        self._vault = vault
        super().__init__()

    def _needs(self) -> RegistrationNeeds:
        return replace(super()._needs(), texts=VaultTexts(self._vault))


class RealmExchange(MemoryExchange):
    """Knows the organisations of the province, and seals under the keys that accounts keeps."""

    def __init__(self, vault: MemoryVault) -> None:
        self._vault = vault
        super().__init__()
        self.now = DURING
        self.parties.known = {area.id("organisation"): _party(area) for area in (*THERE, BUYER)}

    def _needs(self) -> ExchangeNeeds:
        return replace(super()._needs(), texts=VaultTexts(self._vault))


def _party(area: Area) -> Party:
    """As accounts has told it; here somebody else belongs to it, too."""
    members = (area.owner, "person-mem") if area is HERE else (area.owner,)
    return Party(area.id("organisation"), area.tenant, area.owner, f"Nấm {area.name}", "", members)


@dataclass(frozen=True, slots=True)
class Realm:
    """The services, by their names."""

    services: Mapping[str, MemoryService]

    def told(self) -> Iterator[Incoming]:
        """Every fact, as it reaches who hears."""
        for service in self.services.values():
            for store in service.stores.values():
                yield from (Incoming(telling.envelope, telling.event) for telling in store.shelf.told)

    def state(self, owner: str, noun: str, aggregate_id: str) -> Any:
        """What a service knows of an aggregate."""
        return self.services[owner].stores[noun].recall(aggregate_id)


async def founded() -> Realm:
    """The province, founded."""
    accounts = MemoryAccounts()
    registration = RealmRegistration(accounts.vault)
    registration.organisations.known = {
        area.id("organisation"): Organisation(area.tenant, area.owner) for area in THERE
    }
    matchmaking = MemoryMatchmaking()
    matchmaking.organisations.members = {area.id("organisation"): {area.owner} for area in THERE}
    matchmaking.organisations.members[HERE.id("organisation")].add("person-mem")
    judging = MemoryJudging(VaultTexts(accounts.vault))
    told_of(judging)
    realm = Realm({
        "accounts": accounts, "registration": registration, "matchmaking": matchmaking, "judging": judging,
        "notifications": MemoryNotifications(), "exchange": RealmExchange(accounts.vault),
    })  # fmt: skip
    for order in job_orders():
        await realm.services["accounts"].stores["job"].execute(order)
    for step in steps():
        await realm.services[step.owner].send(step.command, step.actor, new_id())
    await Hearing(registration, "registration", HEARD).until_quiet()
    return realm
