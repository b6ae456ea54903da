"""Who may do what with API clients and personal tokens."""

from datetime import UTC, datetime

from services.accounts.domain.api_client import ApiClient
from services.accounts.domain.personal_token import PersonalToken
from shared.contracts.accounts import commands
from tests.builders import accounts as build
from tests.builders.actors import ACTORS

EVERYBODY = set(ACTORS)
PEOPLE = {name for name, actor in ACTORS.items() if actor.is_person}
UNTIL = datetime(2026, 12, 1, tzinfo=UTC)
CLIENT = ApiClient("client-0001", build.TENANT, "Cổng dữ liệu", ("entries:read",), 600, 50_000)
TOKEN = PersonalToken("token-0001", build.PERSON, build.TENANT, ("own:read",), UNTIL)
REGISTER = commands.RegisterApiClient(
    client_id="client-0001", tenant_id=build.TENANT, name="Cổng dữ liệu", scopes=("entries:read",)
)
ELSEWHERE = REGISTER.model_copy(update={"tenant_id": build.OTHER_TENANT})
CREATE = commands.CreatePersonalToken(
    token_id="token-0001", name="Máy tính ở nhà", scopes=("own:read",), expires_at=UNTIL
)
ROTATE, REVOKE = commands.RotateApiSecret(client_id="client-0001"), commands.RevokeApiClient(client_id="client-0001")
END = commands.RevokePersonalToken(token_id="token-0001")

ROWS = [
    ("a client", REGISTER, None, None, {"organiser"}, set()),
    ("a client again", REGISTER, CLIENT, None, {"organiser"}, set()),
    ("a client elsewhere", ELSEWHERE, None, None, {"other organiser"}, set()),
    ("another's client", ELSEWHERE, CLIENT, None, set(), {"other organiser"}),
    ("a new secret", ROTATE, CLIENT, None, {"organiser"}, EVERYBODY - {"organiser"}),
    ("a new secret of none", ROTATE, None, None, set(), EVERYBODY),
    ("end a client", REVOKE, CLIENT, None, {"organiser"}, EVERYBODY - {"organiser"}),
    ("a token", CREATE, None, None, PEOPLE, set()),
    ("a token again", CREATE, TOKEN, None, {"lan"}, PEOPLE - {"lan"}),
    ("end a token", END, TOKEN, None, {"lan"}, EVERYBODY - {"lan"}),
    ("end no token", END, None, None, set(), EVERYBODY),
]
