"""All ways in."""

from functools import partial

import httpx

from services.accounts.api.sessions import Doors
from services.accounts.handlers.limits import Limits
from services.accounts.handlers.mailings import Mailings, invitation_mail, person_mail, sign_in_mail
from services.accounts.handlers.nouns import CODE_BATCH, SECOND_FACTOR, SIGN_IN
from services.accounts.handlers.second_factor import SecondStep
from services.accounts.handlers.signing_in import SigningIn
from services.accounts.handlers.signing_in_invited import InvitedPeople
from services.accounts.handlers.signing_in_mail import MailLinks
from services.accounts.handlers.signing_in_new import NewAccounts
from services.accounts.handlers.signing_in_printed import PrintedCodes
from services.accounts.handlers.signing_in_provider import ProviderDoor
from services.accounts.handlers.signing_in_sessions import Doorkeeper
from services.accounts.main.making import LINKS, PRINTED, Stores, asking_itself, plain, prepared
from services.accounts.ports import Needs
from services.accounts.queries.proven import proven_account
from services.accounts.settings import Settings
from services.accounts.store import (
    HttpProvider,
    MongoCodes,
    MongoIdentities,
    MongoSessions,
    MongoTickets,
    Registration,
    subkey,
)
from shared.auth import gateway_proof
from shared.bus.itself import Execute
from shared.mongo import Database


async def all_doors(
    settings: Settings,
    database: Database,
    stores: Stores,
    needs: Needs,
    execute: Execute,
    secret: bytes,
    http: httpx.AsyncClient,
) -> Doors:
    """Each of them; another provider's, asked over `http`, where one is set up."""
    tickets, codes = await prepared(MongoTickets(database)), await prepared(MongoCodes(database))
    ask, limits, factors = asking_itself(execute), Limits(needs.attempts), stores.of(SECOND_FACTOR)
    keeper = Doorkeeper(await prepared(MongoSessions(database)), tickets, factors)
    links, slips, steps = (subkey(secret, of) for of in (LINKS, PRINTED, "second factors"))
    gateway_secret = plain(settings.gateway_secret)
    mail = MailLinks(needs, ask, stores.of(SIGN_IN), keeper, tickets, limits, links)
    return Doors(
        keeper=keeper,
        password=SigningIn(needs, keeper, limits),
        mail=mail,
        new=NewAccounts(needs, execute, mail, keeper, limits),
        printed=PrintedCodes(needs, ask, codes, stores.of(CODE_BATCH), keeper, limits, slips),
        second=SecondStep(ask, factors, keeper, limits, steps, "Techfest"),
        invited=InvitedPeople(needs, ask, keeper, limits, links),
        mailings=_mailings(needs, stores, links),
        proven=partial(proven_account, needs=needs),
        gateway_proof=gateway_proof(gateway_secret) if gateway_secret else None,
        provider=await _provider_door(settings, database, needs, execute, keeper, secret, http),
    )


def _mailings(needs: Needs, stores: Stores, links: bytes) -> Mailings:
    return Mailings(
        {
            "sign_in": sign_in_mail(needs, stores.of(SIGN_IN), links),
            "invitation": invitation_mail(needs, links),
            "person": person_mail(needs),
        }
    )


async def _provider_door(
    settings: Settings,
    database: Database,
    needs: Needs,
    execute: Execute,
    keeper: Doorkeeper,
    secret: bytes,
    http: httpx.AsyncClient,
) -> ProviderDoor | None:
    given = plain(settings.oidc_client_secret)
    if settings.oidc_issuer is None or settings.oidc_client_id is None or given is None:
        return None
    redirect = settings.gateway_url.rstrip("/") + "/sign-in/oidc/callback"
    registration = Registration(settings.oidc_issuer, settings.oidc_client_id, given, redirect)
    return ProviderDoor(
        needs,
        asking_itself(execute),
        HttpProvider(registration, needs.clock, http),
        await prepared(MongoIdentities(database)),
        MongoTickets(database),
        keeper,
        Limits(needs.attempts),
        subkey(secret, "another provider"),
        settings.oidc_label,
    )
