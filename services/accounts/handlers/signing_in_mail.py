"""Signing in by a mailed link, or by the six digits beside it. Nothing tells whether an address is known.

The same link shows that the address of a new account is its person's; where it is another account's already, the two
are of one person and become one.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from services.accounts.domain import sign_in
from services.accounts.domain.derived import Purpose, link_code_fits, link_target
from services.accounts.domain.reach import ConfirmMail
from services.accounts.domain.sign_in import LASTS, BeginSignIn, EndSignIn, SignIn, UseSignIn, is_of
from services.accounts.handlers.confirming import Ask, confirm_mail, join_begun, reached_at
from services.accounts.handlers.limits import Limit, Limits, place_of
from services.accounts.handlers.nouns import SIGN_IN
from services.accounts.handlers.signing_in_sessions import (
    Caller,
    Doorkeeper,
    Entered,
    FirstStep,
    SignedIn,
    new_token,
    token_hash,
)
from services.accounts.ports import Method, Needs, Tickets
from shared.bus.dispatch import AnyHandler, Handler
from shared.bus.nouns import Json
from shared.bus.ports import Reads
from shared.bus.sweeping import Timed
from shared.contracts.accounts.refusals import (
    LinkExpired,
    LinkUsed,
    MailTaken,
    SamePerson,
    SecondFactorOn,
    WrongCode,
)
from shared.errors import FieldFault, InvalidInput, Refusal
from shared.ids import new_id

LINKS_AT_PLACE = Limit(300, timedelta(minutes=15))
"""Links asked for from one client address: a hall full of people shares one."""
LINKS_OF_MAIL_AT_PLACE = Limit(5, timedelta(minutes=15))
"""Links that one client address asks for one mail address."""
LINKS_OF_MAIL = Limit(15, timedelta(minutes=15))
"""Links for one mail address: nobody's mailbox is flooded."""
CODES_OF_MAIL = Limit(20, timedelta(hours=24))
"""Wrong codes for one mail address, over all that were asked for: of a million, in a day, twenty. The link holds on."""
PROVEN = "proven"
PROOF_LASTS = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Asked:
    """A wish to sign in, as the one who asked is told of it; `browser` is for that browser's cookie alone."""

    sign_in_id: str
    browser: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class ByMail:
    """Somebody has come in by mail, and wanted to go on there."""

    entered: Entered
    next_page: str | None
    password_ended: bool = False
    """Whether a password went that was set before anybody had shown that the address is theirs."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody asks for. `asked_by` is who is signed in and wants to prove another account; `new_id` is the
    browser's own account, whose address this is to be: nobody else is looked for then."""

    mail: str
    tenant_id: str | None
    language: str
    next_page: str | None = None
    asked_by: str | None = None
    new_id: str | None = None


class MailLinks:
    """Asks for links, and lets in who comes with one."""

    def __init__(
        self,
        needs: Needs,
        ask: Ask,
        sign_ins: Reads[SignIn],
        doorkeeper: Doorkeeper,
        tickets: Tickets,
        limits: Limits,
        key: bytes,
    ) -> None:
        """`key` is what tokens and codes are derived from."""
        self._needs, self._ask, self._sign_ins = needs, ask, sign_ins
        self._doorkeeper, self._tickets, self._limits, self._key = doorkeeper, tickets, limits, key

    async def begin(self, wish: Wish, caller: Caller, now: datetime) -> Asked:
        """A link is mailed, if anybody has the address: the answer, the reads and the writes are the same if not.

        Raises `TooManyAttempts`, and `InvalidInput` where a tenant must be named.
        """
        tenant_id = await tenant_meant(self._needs, wish.tenant_id)
        key, place = self._needs.mail_key(wish.mail), place_of(caller.address)
        tries = [
            (f"link:{place}", LINKS_AT_PLACE),
            (f"link:{key}:{place}", LINKS_OF_MAIL_AT_PLACE),
            (f"link:{key}", LINKS_OF_MAIL),
        ]
        await self._limits.spend(tries, now)
        reached = None if wish.new_id else await reached_at(key, tenant_id, self._needs)
        asked, browser = new_id(), new_token()
        begin = BeginSignIn(
            sign_in_id=asked,
            tenant_id=tenant_id,
            person_id=reached.person_id if reached else wish.new_id,
            asked_by=wish.asked_by,
            new_id=wish.new_id,
            language=wish.language,
            browser_hash=token_hash(browser),
            mail_key=key,
            next_page=wish.next_page,
        )
        await self._ask(begin, asked, now)
        return Asked(asked, browser, now + LASTS)

    async def press(self, token: str, browser: str, caller: Caller, now: datetime) -> ByMail:
        """By the link. Raises `LinkExpired`, `LinkUsed`, or `OtherBrowser`, which spends nothing."""
        told = await self._pressed(Purpose.SIGN_IN, token, browser, None, now)
        return await self._in(told["sign_in_id"], caller, now)

    async def type(self, sign_in_id: str, browser: str, code: str, caller: Caller, now: datetime) -> ByMail:
        """By the six digits, in the browser that asked. Raises `WrongCode`, `LinkExpired`, `LinkUsed`."""
        await self._typed(Purpose.SIGN_IN, sign_in_id, browser, code, None, now)
        return await self._in(sign_in_id, caller, now)

    async def prove(self, asker: str, token: str, browser: str, now: datetime) -> str:
        """The person whose address it was: for some minutes it is known that the asker has that account too.

        The same link again, where it was used, says the same as long as the proof holds.

        Raises as `press` does; another's proof has expired. `SecondFactorOn` where the other account asks for more
        than its mail, `SamePerson` where it is the asker's own.
        """
        try:
            told = await self._pressed(Purpose.PROVE, token, browser, asker, now)
        except LinkUsed:
            return await self._proven_already(asker, token.partition(".")[0], browser, now)
        return await self._proven(asker, told, now)

    async def prove_by_code(self, asker: str, sign_in_id: str, browser: str, code: str, now: datetime) -> str:
        """As `prove`, by the six digits. Raises as `type` does."""
        told = await self._typed(Purpose.PROVE, sign_in_id, browser, code, asker, now)
        return await self._proven(asker, told, now)

    async def _pressed(self, purpose: Purpose, token: str, browser: str, asker: str | None, now: datetime) -> Json:
        sign_in_id = link_target(self._key, purpose, token)
        if sign_in_id is None:
            raise LinkExpired
        return await self._use(sign_in_id, browser, asker, None, now)

    async def _typed(
        self, purpose: Purpose, sign_in_id: str, browser: str, code: str, asker: str | None, now: datetime
    ) -> Json:
        known = await self._sign_ins.read(sign_in_id)
        if known is None:
            raise LinkExpired
        tries = [(f"link-code:{known.state.mail_key or sign_in_id}", CODES_OF_MAIL)]
        await self._limits.spend(tries, now)
        fits = link_code_fits(self._key, purpose, sign_in_id, code)
        try:
            told = await self._use(sign_in_id, browser, asker, fits, now)
        except Refusal:
            await self._limits.give_back(tries, now)
            raise
        if not told["used"]:
            raise WrongCode
        await self._limits.give_back(tries, now)
        return told

    async def _use(
        self, sign_in_id: str, browser: str, asker: str | None, code_fits: bool | None, now: datetime
    ) -> Json:
        use = UseSignIn(sign_in_id=sign_in_id, browser_hash=token_hash(browser), asked_by=asker, code_fits=code_fits)
        return (await self._ask(use, new_id(), now)).result or {}

    async def _in(self, sign_in_id: str, caller: Caller, now: datetime) -> ByMail:
        """As whoever has the address by now; where nobody has, as whose it becomes."""
        found = await self._sign_ins.read(sign_in_id)
        if found is None or not found.state.mail_key:
            raise LinkExpired
        wish = found.state
        try:
            person_id, password_ended = await self._shown(wish, now)
        except MailTaken:  # another account was shown to have it at this very moment
            person_id, password_ended = await self._shown(wish, now)
        joins = wish.new_id if wish.new_id and wish.new_id != person_id else ""
        first = FirstStep(person_id, wish.tenant_id, Method.LINK, joins)
        entered = await self._doorkeeper.enter(first, caller, now)
        if joins and isinstance(entered, SignedIn):
            await join_begun(joins, person_id, self._ask, now)
        return ByMail(entered, wish.next_page, password_ended)

    async def _shown(self, wish: SignIn, now: datetime) -> tuple[str, bool]:
        """Who has the address now that somebody has read what was mailed there; whether a password went with it."""
        owner = await self._needs.by_mail.find(wish.mail_key, wish.tenant_id, 1)
        person_id = owner[0].person_id if owner else wish.new_id or wish.person_id
        person = await self._needs.people.read(person_id) if person_id else None
        if person_id is None or person is None or not person.state.is_there:
            raise LinkExpired
        if person_id == wish.new_id:
            await self._ask(ConfirmMail(person_id=person_id, mail_key=wish.mail_key, keeps=True), new_id(), now)
            return person_id, False
        return person_id, await confirm_mail(person_id, wish.mail_key, self._needs, self._ask, self._doorkeeper, now)

    async def _proven(self, asker: str, told: Json, now: datetime) -> str:
        person_id = str(told["person_id"])
        if person_id == asker:
            raise SamePerson
        if await self._doorkeeper.asks_second_step(person_id):
            raise SecondFactorOn
        await confirm_mail(person_id, str(told["mail_key"]), self._needs, self._ask, self._doorkeeper, now)
        about = {"asker": asker, "person_id": person_id}
        await self._tickets.put(proof_hash(asker, person_id), PROVEN, about, now + PROOF_LASTS)
        return person_id

    async def _proven_already(self, asker: str, sign_in_id: str, browser: str, now: datetime) -> str:
        """In the browser that asked, until the two are joined. Raises `LinkUsed`."""
        found = await self._sign_ins.read(sign_in_id)
        person_id = found.state.person_id if found and is_of(found.state, token_hash(browser), asker) else None
        there = await self._needs.people.read(person_id) if person_id else None
        if there is None or not there.state.is_there:
            raise LinkUsed
        if not await has_proven(self._tickets, asker, there.state.person_id, now):
            raise LinkUsed
        return there.state.person_id


async def has_proven(tickets: Tickets, asker: str, person_id: str, now: datetime) -> bool:
    """Whether somebody has shown, within some minutes, that another account is theirs too."""
    return await tickets.find(proof_hash(asker, person_id), PROVEN, now) is not None


def proof_hash(asker: str, person_id: str) -> str:
    """What the proof is found by."""
    return token_hash(f"{asker}\x1f{person_id}")


async def tenant_meant(needs: Needs, tenant_id: str | None) -> str:
    """The tenant that is named, or the only one there is: asked before anybody is looked for.

    Raises `InvalidInput` where there are several, whoever it is that signs in.
    """
    found = tenant_id or await needs.only_tenant()
    if found is None:
        raise InvalidInput((FieldFault(("tenant_id",), "required"),))
    return found


def told_of(state: SignIn) -> Json:
    """What a command on a wish to sign in answers."""
    told = ("sign_in_id", "used", "person_id", "mail_key")
    return {name: getattr(state, name) for name in told}


COMMANDS: tuple[AnyHandler, ...] = (
    Handler(BeginSignIn, SIGN_IN, sign_in.begin),
    Handler(UseSignIn, SIGN_IN, sign_in.use, answer=told_of),
    Handler(EndSignIn, SIGN_IN, sign_in.end),
)
TIMED: Timed = {("sign_in", sign_in.ENDS): lambda id_, _: EndSignIn(sign_in_id=id_)}
