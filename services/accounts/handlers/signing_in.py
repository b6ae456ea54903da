"""Signing in with a password. Nothing in answer or time tells whether an address is known.

A password opens an account only once its address was shown to be the person's: with one of their own making under
somebody's address nobody finds out whether that one has an account.
"""

from datetime import datetime, timedelta

from services.accounts.domain.person import Person, normal_password
from services.accounts.handlers.boxes import open_credentials
from services.accounts.handlers.limits import Limit, Limits, place_of
from services.accounts.handlers.signing_in_mail import tenant_meant
from services.accounts.handlers.signing_in_sessions import Caller, Doorkeeper, Entered, FirstStep
from services.accounts.ports import Method, Needs
from shared.contracts.accounts.refusals import WrongCredentials
from shared.errors import Unavailable

AT_PLACE = Limit(1_000, timedelta(minutes=15))
"""Wrong tries of one client address for whatever mail addresses. A hall full of people shares one; behind a proxy that
the gateway doesn't see through all visitors do, so it only slows down who tries very many."""
OF_MAIL_AT_PLACE = Limit(10, timedelta(minutes=15))
"""Wrong tries of one client address for one mail address."""
OF_MAIL = Limit(20, timedelta(minutes=2))
"""Wrong tries for one mail address, wherever they come from. Short, as others' tries must not lock a person out."""


class SigningIn:
    """Lets in who knows the password: one slow hash for each try, whoever tries."""

    def __init__(self, needs: Needs, doorkeeper: Doorkeeper, limits: Limits) -> None:
        self._needs, self._doorkeeper, self._limits = needs, doorkeeper, limits

    async def sign_in(self, mail: str, password: str, tenant_id: str | None, caller: Caller, now: datetime) -> Entered:
        """A session, or the second step, for whoever has this mail address and password at the tenant.

        Only what fails is counted. Raises `WrongCredentials` or `TooManyAttempts`, and `InvalidInput` where a tenant
        must be named, which depends on nobody's address: an address has one account at a tenant, so that one hash is
        enough.
        """
        tenant = await tenant_meant(self._needs, tenant_id)
        key, place = self._needs.mail_key(mail), place_of(caller.address)
        of_place = [(f"address:{place}", AT_PLACE)]
        of_mail = [(f"mail:{key}:{place}", OF_MAIL_AT_PLACE), (f"mail:{key}", OF_MAIL)]
        await self._limits.spend(of_place + of_mail, now)
        try:
            person = await self._fitting(key, normal_password(password), tenant, place)
        except Unavailable:
            await self._limits.give_back(of_place + of_mail, now)
            raise
        if person is None:
            raise WrongCredentials
        await self._limits.give_back(of_place, now)
        await self._limits.forget(of_mail, now)
        first = FirstStep(person.person_id, person.tenant_id, Method.PASSWORD)
        return await self._doorkeeper.enter(first, caller, now)

    async def _fitting(self, mail_key: str, password: str, tenant_id: str, place: str) -> Person | None:
        """Who has the mail address, if it is their password. The same work is done where nobody has it."""
        found = await self._needs.by_mail.find(mail_key, tenant_id, 1)
        person = found[0] if found else None
        having = person if person and (person.credentials or person.box) else _nobody(tenant_id)
        known = await open_credentials(having, self._needs.vault)
        return person if await self._needs.passwords.matches(known.password_hash, password, place) else None


def _nobody(tenant_id: str) -> Person:
    """Whose box is looked for as anybody's is, so that the vault is asked too."""
    return Person("nobody-is-there", tenant_id, credentials="none")
