"""Signing in through another provider's account: bound to the browser, once, and never by an unverified address."""

import hmac
import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from pydantic import TypeAdapter, ValidationError

from services.accounts.domain.derived import derived
from services.accounts.domain.guest import RegisterGuest
from services.accounts.domain.invited import RegisterInvited
from services.accounts.domain.person import Person
from services.accounts.domain.sealed import Details
from services.accounts.handlers.boxes import seal_details
from services.accounts.handlers.confirming import Ask, confirm_mail, reached_at
from services.accounts.handlers.limits import Limit, Limits, place_of
from services.accounts.handlers.signing_in_mail import ByMail, tenant_meant
from services.accounts.handlers.signing_in_sessions import Caller, Doorkeeper, FirstStep, new_token, token_hash
from services.accounts.handlers.standing import standing
from services.accounts.ports import Identities, Identity, Method, Needs, Provider, Tickets
from shared.contracts.accounts.refusals import LinkExpired, OtherBrowser, ProviderRefused
from shared.contracts.accounts.values import Mail, PersonName
from shared.contracts.commands import Command
from shared.ids import new_id

KIND = "provider"
WITHIN = timedelta(minutes=10)
AT_PLACE = Limit(300, timedelta(minutes=15))
"""Begun from one client address."""
UNNAMED = "Techfest"
"""What somebody is called whom the provider doesn't name in a way that can be shown."""
_NAME: TypeAdapter[str] = TypeAdapter(PersonName)
_MAIL: TypeAdapter[str] = TypeAdapter(Mail)


@dataclass(frozen=True, slots=True)
class Sent:
    """Where the browser is sent, and the secret for its cookie alone."""

    url: str
    browser: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Back:
    """What the browser comes back with."""

    state: str
    code: str
    browser: str


class ProviderDoor:
    """Lets in whom the provider names."""

    def __init__(
        self,
        needs: Needs,
        ask: Ask,
        provider: Provider,
        identities: Identities,
        tickets: Tickets,
        doorkeeper: Doorkeeper,
        limits: Limits,
        key: bytes,
        label: str,
    ) -> None:
        """`key` is what nonces, verifiers and the keys of identities are derived from; `label` names the provider."""
        self._needs, self._ask, self._provider, self._identities = needs, ask, provider, identities
        self._tickets, self._doorkeeper, self._limits, self._key = tickets, doorkeeper, limits, key
        self.label = label

    async def begin(
        self, tenant_id: str | None, language: str, next_page: str | None, caller: Caller, now: datetime
    ) -> Sent:
        """Where to go. Raises `TooManyAttempts`, `Unavailable`."""
        tenant = await tenant_meant(self._needs, tenant_id)
        await self._limits.spend([(f"provider:{place_of(caller.address)}", AT_PLACE)], now)
        state, browser = new_token(), new_token()
        url = await self._provider.address(state, self._of("nonce", state), self._of("verifier", state))
        about = {"tenant_id": tenant, "browser": token_hash(browser), "language": language, "next": next_page or ""}
        await self._tickets.put(token_hash(state), KIND, about, now + WITHIN)
        return Sent(url, browser, now + WITHIN)

    async def finish(self, back: Back, caller: Caller, now: datetime) -> ByMail:
        """In. Raises `LinkExpired` for a state that is none or was used, `OtherBrowser`, `ProviderRefused`."""
        hashed = token_hash(back.state)
        about = await self._tickets.find(hashed, KIND, now)
        if about is None:
            raise LinkExpired
        if not hmac.compare_digest(about["browser"], token_hash(back.browser)):
            raise OtherBrowser
        if await self._tickets.take(hashed, KIND, now) is None:
            raise LinkExpired
        nonce, verifier = self._of("nonce", back.state), self._of("verifier", back.state)
        identity = await self._provider.identity(back.code, nonce, verifier)
        person = await self._person(identity, about["tenant_id"], about["language"], now)
        first = FirstStep(person.person_id, person.tenant_id, Method.PROVIDER)
        return ByMail(await self._doorkeeper.enter(first, caller, now), about["next"] or None)

    def _of(self, what: str, state: str) -> str:
        return derived(self._key, what, state).hex()

    async def _person(self, identity: Identity, tenant_id: str, language: str, now: datetime) -> Person:
        """By the identity, else by the verified address, else somebody new; an erased one is let in no more."""
        key = self._of("identity", "\x1f".join((tenant_id, identity.issuer, identity.subject)))
        known = await self._identities.find(key)
        if known is None:
            known = await self._identities.add(key, await self._meant(identity, key, tenant_id, language, now))
        return await self._standing(known)

    async def _standing(self, person_id: str) -> Person:
        found = await standing(person_id, self._needs)
        if found is None or not found.is_there:
            raise ProviderRefused
        return found

    async def _meant(self, identity: Identity, key: str, tenant_id: str, language: str, now: datetime) -> str:
        if identity.mail is not None:
            mail_key = self._needs.mail_key(identity.mail)
            found = await reached_at(mail_key, tenant_id, self._needs)
            if found:
                await confirm_mail(found.person_id, mail_key, self._needs, self._ask, self._doorkeeper, now)
                return found.person_id
        return await self._registered(identity, key, tenant_id, language, now)

    async def _registered(self, identity: Identity, key: str, tenant_id: str, language: str, now: datetime) -> str:
        """Somebody new, whose id derives from the identity: after a crash the same."""
        person_id, name = self._of("person", key)[:32], _name(identity.name)
        mail = _address(identity.mail)
        details = await seal_details(person_id, Details(name, mail or ""), self._needs.vault)
        same = {"person_id": person_id, "tenant_id": tenant_id, "language": language, "details": details}
        if mail is None:
            register: Command = RegisterGuest.model_validate(same)
        else:
            keys = {"mail_key": self._needs.mail_key(mail), "domain_key": self._needs.domain_key(mail)}
            register = RegisterInvited.model_validate({**same, **keys})
        await self._ask(register, new_id(), now)
        return person_id


def _address(said: str | None) -> str | None:
    """None for what can't be taken as an address."""
    try:
        return _MAIL.validate_json(json.dumps(said))
    except ValidationError:
        return None


def _name(said: str | None) -> str:
    """As the provider says it, if it can be shown."""
    try:
        return _NAME.validate_json(json.dumps(said))
    except ValidationError:
        return UNNAMED
