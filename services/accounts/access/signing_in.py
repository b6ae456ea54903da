"""Who may sign people in: accounts alone, for whom its own doors let in."""

from collections.abc import Mapping

from services.accounts.domain import second_factor, sign_in
from shared.bus.dispatch import May, only_itself
from shared.contracts.commands import Command

ACCESS: Mapping[type[Command], May] = {
    command: only_itself("accounts")
    for command in (
        sign_in.BeginSignIn,
        sign_in.UseSignIn,
        sign_in.EndSignIn,
        second_factor.BeginSecondFactor,
        second_factor.ConfirmSecondFactor,
        second_factor.UseSecondFactor,
        second_factor.EndSecondFactor,
    )
}
