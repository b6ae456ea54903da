"""Who may do what with printed codes: accounts alone, by the job that makes them and the door that takes them."""

from collections.abc import Mapping

from services.accounts.domain.code_batch import EndCodes, IssueCodes, UseCode
from services.accounts.domain.guest import RegisterGuest
from shared.bus.dispatch import May, only_itself
from shared.contracts.commands import Command

ACCESS: Mapping[type[Command], May] = {
    command: only_itself("accounts") for command in (IssueCodes, UseCode, EndCodes, RegisterGuest)
}
