"""Who may send which command about whose things: the table, and what holds whatever stands in it."""

import pytest

from services.accounts.access import organisations
from shared.auth import Actor
from shared.bus.dispatch import Verdict
from shared.contracts.accounts.commands import ReviseOrganisation
from shared.contracts.accounts.roles import RoleName
from tests.visibility import tables
from tests.visibility.actors import ACTORS
from tests.visibility.areas import HERE
from tests.visibility.asking import ACCESS, INTERNAL_COMMANDS, PUBLIC_COMMANDS, Desk
from tests.visibility.commanding import commanded
from tests.visibility.recipes import RECIPES, wire_of


def test_every_command_is_asked():
    missing = sorted(PUBLIC_COMMANDS.keys() - {wire_of(name) for name in RECIPES})
    assert missing == [], f"say in tests/visibility/recipes.py how these are sent about an area's things: {missing}"


async def test_who_may_send_which_command_is_as_written_down(everything_commanded):
    tables.compare("commands", everything_commanded.lines())


async def test_no_command_tells_of_what_its_sender_may_not_see(everything_commanded):
    assert list(everything_commanded.leaks()) == []


def test_a_command_of_a_service_to_itself_is_nobody_elses():
    for wire, command in INTERNAL_COMMANDS.items():
        owner = wire.partition(".")[0]
        said = {who: ACCESS[command](actor, command.model_construct(), None, None) for who, actor in ACTORS.items()}
        assert {who for who, verdict in said.items() if verdict is Verdict.YES} == {f"service {owner}"}, wire


def _any_organiser(actor: Actor, command: ReviseOrganisation, state: object, found: object) -> Verdict:
    """The rule as it would be without the tenant."""
    if state is not None and any(role.name is RoleName.ORGANISER for role in actor.roles):
        return Verdict.YES
    return organisations.may_revise_organisation(actor, command, state, found)  # type: ignore[arg-type]


async def test_a_rule_that_forgets_the_tenant_or_the_place_is_noticed(realm):
    broken = await commanded(Desk(realm, {**ACCESS, ReviseOrganisation: _any_organiser}), ReviseOrganisation.wire)
    leaks = list(broken.leaks(ReviseOrganisation.wire))
    assert f"organiser elsewhere tells {ReviseOrganisation.wire} [{HERE.name}] from what isn't there" in leaks
    assert any(leak.startswith("organiser here/edition is answered") for leak in leaks)


async def test_a_refusal_that_gives_something_away_is_noticed(realm):
    def telling(actor: Actor, command: ReviseOrganisation, state: object, found: object) -> Verdict:
        said = organisations.may_revise_organisation(actor, command, state, found)  # type: ignore[arg-type]
        return Verdict.NO if state is not None and said is Verdict.UNSEEN else said

    broken = await commanded(Desk(realm, {**ACCESS, ReviseOrganisation: telling}), ReviseOrganisation.wire)
    assert any(leak.startswith("person elsewhere tells") for leak in broken.leaks(ReviseOrganisation.wire))


async def test_a_command_without_a_line_fails_and_says_what_to_do(everything_commanded):
    more = {**everything_commanded.lines(), "accounts.give_away [here]": dict.fromkeys(ACTORS, "done")}
    with pytest.raises(AssertionError, match=r"\+ accounts.give_away \[here\]: done to everybody") as failed:
        tables.compare("commands", more)
    assert "python -m tests.visibility.write" in str(failed.value)
