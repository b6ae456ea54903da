"""Looking people up by name, mail address or phone, over names that lie opened in memory for a minute."""

import asyncio
import heapq
import re
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from services.accounts.domain.person import Person
from services.accounts.domain.sealed import Details
from services.accounts.ports import People, Vault
from services.accounts.queries.people import details_of_all
from shared.auth import Actor
from shared.clock import Clock
from shared.contracts.accounts.roles import RoleName
from shared.contracts.places import Places
from shared.errors import FieldFault, Forbidden, InvalidInput, Unauthenticated
from shared.search.text import fold, has_marks, normal
from shared.search.threads import in_thread

OPEN_FOR = timedelta(seconds=60)
TENANTS_OPEN = 8
LEAST_DIGITS = 4
"""Of a phone number, so that a short number finds no half of the province."""

_BETWEEN = re.compile(r"[@._+-]")
_NUMBER = re.compile(r"[+\d .()-]+")


@dataclass(frozen=True, slots=True)
class Found:
    """Somebody as an organiser finds them."""

    person_id: str
    name: str
    mail: str
    phone: str | None


@dataclass(frozen=True, slots=True)
class FoundPage:
    """Those that come next; `after` goes on from the last, where there are more."""

    people: tuple[Found, ...]
    total: int
    after: str | None


@dataclass(frozen=True, slots=True)
class _Opened:
    """Somebody with what is looked through."""

    found: Found
    folded: str
    words: tuple[str, ...]
    folded_words: tuple[str, ...]
    mail: str
    mail_parts: tuple[str, ...]
    digits: str


class PeopleSearch:
    """Searches the people of a tenant. Names are opened some hundreds at a time, and matched in a thread."""

    def __init__(self, people: People, vault: Vault, clock: Clock) -> None:
        self._people, self._vault, self._clock = people, vault, clock
        self._opened: dict[str, tuple[datetime, Sequence[_Opened]]] = {}
        self._opening = asyncio.Lock()

    async def find(self, actor: Actor, tenant_id: str, search: str, first: int, after: str | None) -> FoundPage:
        """A page in order of names; without words everybody.

        For organisers of the whole tenant. Raises `Unauthenticated`, `Forbidden`, `InvalidInput` for an `after` that
        is nobody's here.
        """
        if not actor.signed_in:
            raise Unauthenticated
        if not actor.is_one_at(Places(tenant_id), RoleName.ORGANISER):
            raise Forbidden
        opened = await self._of(tenant_id)
        return await in_thread(_page, opened, search, first, after)

    def forget(self) -> None:
        """Lets go of all names now: somebody was erased."""
        self._opened.clear()

    async def _of(self, tenant_id: str) -> Sequence[_Opened]:
        async with self._opening:
            now = self._clock.now()
            self._opened = {t: kept for t, kept in self._opened.items() if timedelta(0) <= now - kept[0] < OPEN_FOR}
            if tenant_id not in self._opened:
                self._opened[tenant_id] = (now, await self._open(tenant_id))
                if len(self._opened) > TENANTS_OPEN:
                    del self._opened[next(iter(self._opened))]
                asyncio.get_running_loop().call_later(OPEN_FOR.total_seconds(), self._let_go, tenant_id, now)
            return self._opened[tenant_id][1]

    async def _in_use(self, tenant_id: str) -> AsyncIterator[Sequence[Person]]:
        """Those who have not asked to stop the use of their data."""
        async for page in self._people.of_tenant(tenant_id):
            yield [person for person in page if person.restricted_at is None]

    def _let_go(self, tenant_id: str, at: datetime) -> None:
        if tenant_id in self._opened and self._opened[tenant_id][0] == at:
            del self._opened[tenant_id]

    async def _open(self, tenant_id: str) -> Sequence[_Opened]:
        pages = [
            await in_thread(_folded, page, await details_of_all(page, self._vault))
            async for page in self._in_use(tenant_id)
        ]
        return await in_thread(_in_order, pages)


def _folded(page: Sequence[Person], details: dict[str, Details]) -> list[_Opened]:
    return sorted((_prepared(p.person_id, details[p.person_id]) for p in page if p.person_id in details), key=_place)


def _in_order(pages: Sequence[Sequence[_Opened]]) -> list[_Opened]:
    """Merged step by step: one sort of them all would hold the interpreter, and the loop with it, until its end."""
    return list(heapq.merge(*pages, key=_place))


def _place(one: _Opened) -> tuple[str, str]:
    return one.folded, one.found.person_id


def _prepared(person_id: str, details: Details) -> _Opened:
    folded = fold(details.name)
    return _Opened(
        Found(person_id, details.name, details.mail, details.phone),
        folded,
        tuple(normal(details.name).split()),
        tuple(folded.split()),
        mail := normal(details.mail),
        tuple(_BETWEEN.split(mail)),
        _digits(details.phone or ""),
    )


def _page(opened: Sequence[_Opened], search: str, first: int, after: str | None) -> FoundPage:
    number = _digits(search) if _NUMBER.fullmatch(search) else ""
    wanted = (number,) if number else tuple(normal(search).split())
    fitting = [one for one in opened if all(_fits(one, word) for word in wanted)]
    begin = 0 if after is None else _behind(fitting, after)
    page = tuple(one.found for one in fitting[begin : begin + first])
    more = begin + first < len(fitting)
    return FoundPage(page, len(fitting), page[-1].person_id if more and page else None)


def _behind(fitting: Sequence[_Opened], after: str) -> int:
    for place, one in enumerate(fitting, 1):
        if one.found.person_id == after:
            return place
    raise InvalidInput((FieldFault(("after",), "wrong_value"),))


def _fits(one: _Opened, word: str) -> bool:
    """A word with marks is meant as it stands; one without finds every spelling."""
    words = one.words if has_marks(word) else one.folded_words
    return any(w.startswith(word) for w in words) or _is_mail_of(one, word) or _is_number_of(one, word)


def _is_mail_of(one: _Opened, word: str) -> bool:
    return word in one.mail if "@" in word else any(part.startswith(word) for part in (one.mail, *one.mail_parts))


def _is_number_of(one: _Opened, word: str) -> bool:
    return len(word) >= LEAST_DIGITS and word.isdecimal() and word in one.digits


def _digits(text: str) -> str:
    """A number as it is dialled within Viet Nam."""
    digits = "".join(c for c in text if c.isdecimal())
    return f"0{digits[2:]}" if digits.startswith("84") and len(digits) > LEAST_DIGITS * 2 else digits
