"""Who may do what with API clients and personal tokens: each time a person, in person."""

from collections.abc import Mapping

from services.accounts.domain.api_client import ApiClient, ShowApiSecret
from services.accounts.domain.personal_token import EndPersonalToken, PersonalToken, ShowPersonalToken
from shared.auth import Actor
from shared.bus.dispatch import May, Verdict, only_itself
from shared.contracts.accounts import commands
from shared.contracts.accounts.roles import RoleName
from shared.contracts.commands import Command
from shared.contracts.places import Places

Changing = commands.RotateApiSecret | commands.RevokeApiClient


def may_register(actor: Actor, command: commands.RegisterApiClient, client: ApiClient | None, _: object) -> Verdict:
    """An organiser of the whole tenant; of another tenant's client nobody learns by its id."""
    if not _organises(actor, command.tenant_id):
        return Verdict.NO
    return Verdict.YES if client is None or client.tenant_id == command.tenant_id else Verdict.UNSEEN


def may_change(actor: Actor, command: Changing, client: ApiClient | None, _: object) -> Verdict:
    """An organiser of its tenant; to anybody else it isn't there."""
    return Verdict.YES if client is not None and _organises(actor, client.tenant_id) else Verdict.UNSEEN


def may_create(actor: Actor, command: commands.CreatePersonalToken, token: PersonalToken | None, _: object) -> Verdict:
    """Every person, for the own programs."""
    if not actor.in_person:
        return Verdict.NO
    return Verdict.YES if token is None or token.person_id == actor.id else Verdict.UNSEEN


def may_revoke(actor: Actor, command: commands.RevokePersonalToken, token: PersonalToken | None, _: object) -> Verdict:
    """Its person; to anybody else it isn't there."""
    own = token is not None and actor.in_person and actor.id == token.person_id
    return Verdict.YES if own else Verdict.UNSEEN


def _organises(actor: Actor, tenant_id: str) -> bool:
    return actor.in_person and actor.is_one_at(Places(tenant_id), RoleName.ORGANISER)


ACCESS: Mapping[type[Command], May] = {
    commands.RegisterApiClient: may_register,
    commands.RotateApiSecret: may_change,
    commands.RevokeApiClient: may_change,
    commands.CreatePersonalToken: may_create,
    commands.RevokePersonalToken: may_revoke,
    **dict.fromkeys((ShowApiSecret, ShowPersonalToken, EndPersonalToken), only_itself("accounts")),
}
