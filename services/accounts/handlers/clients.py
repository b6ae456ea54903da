"""API clients and personal tokens: which rule decides which command, and what ends a token."""

import hashlib
from collections.abc import Sequence

from services.accounts.domain import api_client, personal_token
from services.accounts.domain.api_client import ApiClient, ShowApiSecret
from services.accounts.domain.personal_token import LABEL, EndPersonalToken, Making, ShowPersonalToken, slots
from services.accounts.handlers.erasing import Remains
from services.accounts.handlers.nouns import API_CLIENT, PERSONAL_TOKEN
from services.accounts.ports import Needs
from shared.auth import Actor
from shared.bus.dispatch import AnyHandler, Handler, PreparedHandler
from shared.bus.messages import Incoming
from shared.bus.nouns import Json
from shared.bus.reactions import Do, Reactions, command_id
from shared.bus.sweeping import Timed
from shared.contracts.accounts import commands
from shared.contracts.accounts.events import PersonErased, PersonMerged
from shared.contracts.personal import PersonText


async def bears_a_persons_id(command: commands.RegisterApiClient, _: Actor, needs: Needs) -> bool:
    """Whether the id that a client is to have is a person's."""
    return await needs.people.read(command.client_id) is not None


async def making(command: commands.CreatePersonalToken, actor: Actor, needs: Needs) -> Making:
    """The name, sealed under the person's key, and a slot that is free; of two that take one, one is refused."""
    found = await needs.people.read(actor.id) if actor.in_person else None
    if found is None or not found.state.is_there:
        return Making("", None, None)
    held = await needs.tokens_of.of(actor.id)
    free = slots(frozenset(token.slot for token in held if token.slot is not None))
    sealed = await needs.vault.seal(actor.id, LABEL, command.name)
    return Making(found.state.tenant_id, PersonText(subject=actor.id, sealed=sealed), _one_of(free, command.token_id))


def _one_of(free: Sequence[str], token_id: str) -> str | None:
    """Another for each token, so that two that are made at one moment seldom meet."""
    number = int.from_bytes(hashlib.sha256(token_id.encode()).digest()[:4])
    return free[number % len(free)] if free else None


def newest(client: ApiClient) -> Json | None:
    """Which secret is the newest; the secret itself is derived where it is shown, and stored nowhere."""
    return {"rotation": client.rotation}


async def end_tokens(told: Incoming, remains: Remains) -> None:
    """Nobody acts as who is gone, or has become another."""
    event = told.event
    if not isinstance(event, PersonErased | PersonMerged):
        return
    for token in await remains.tokens.of(event.person_id):
        end = EndPersonalToken(token_id=token.token_id)
        await remains.send(end, command_id(told, "end token", token.token_id), told.envelope.traceparent)


COMMANDS: tuple[AnyHandler, ...] = (
    PreparedHandler(commands.RegisterApiClient, API_CLIENT, api_client.register, bears_a_persons_id),
    Handler(commands.RotateApiSecret, API_CLIENT, api_client.rotate),
    Handler(commands.RevokeApiClient, API_CLIENT, api_client.revoke),
    Handler(ShowApiSecret, API_CLIENT, api_client.show, newest),
    PreparedHandler(commands.CreatePersonalToken, PERSONAL_TOKEN, personal_token.create, making),
    Handler(commands.RevokePersonalToken, PERSONAL_TOKEN, personal_token.revoke),
    Handler(ShowPersonalToken, PERSONAL_TOKEN, personal_token.show),
    Handler(EndPersonalToken, PERSONAL_TOKEN, personal_token.revoke),
)

HEARD: Reactions = dict.fromkeys((PersonErased, PersonMerged), (Do(end_tokens),))

TIMED: Timed = {(PERSONAL_TOKEN.name, personal_token.ENDS): lambda id_, _: EndPersonalToken(token_id=id_)}
