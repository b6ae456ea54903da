"""Who leads the judging at a place, who may look on, and the answers that follow."""

from shared.auth import Actor
from shared.bus.dispatch import Verdict
from shared.contracts.accounts.roles import RoleName
from shared.contracts.places import Places


def organises(actor: Actor, place: Places) -> bool:
    """An organiser there."""
    return actor.is_one_at(place, RoleName.ORGANISER)


def chairs(actor: Actor, place: Places) -> bool:
    """A chair there."""
    return actor.is_one_at(place, RoleName.CHAIR)


def leads(actor: Actor, place: Places) -> bool:
    """An organiser or a chair there."""
    return actor.is_one_at(place, RoleName.ORGANISER, RoleName.CHAIR)


def looks_on(actor: Actor, place: Places) -> bool:
    """Who may see who judges what: also the secretary."""
    return actor.is_one_at(place, RoleName.ORGANISER, RoleName.CHAIR, RoleName.SECRETARY)


def public(may: bool) -> Verdict:
    """About what everybody knows of."""
    return Verdict.YES if may else Verdict.NO


def signed_in(actor: Actor) -> Verdict:
    """That a public thing isn't there is said by the rule, to whoever is signed in."""
    return public(actor.signed_in)


def hidden(may: bool, sees: bool) -> Verdict:
    """About what only some know of."""
    if may:
        return Verdict.YES
    return Verdict.NO if sees else Verdict.UNSEEN
