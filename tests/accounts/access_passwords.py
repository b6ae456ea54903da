"""Who may change a password."""

from pydantic import SecretStr

from shared.contracts.accounts.commands import ChangePassword
from tests.builders import accounts as build
from tests.builders.actors import ACTORS

CHANGE = ChangePassword(
    person_id=build.PERSON,
    current=SecretStr("mật khẩu cũ"),
    password=SecretStr("một mật khẩu hoàn toàn khác"),
)

ROWS = [("the own password", CHANGE, build.person(), None, {"lan"}, set(ACTORS) - {"lan"})]
