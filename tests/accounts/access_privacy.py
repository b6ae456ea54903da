"""Who may do what with consent and requests about data: rows of the table."""

from datetime import UTC, datetime

from services.accounts.domain import consent, data_request
from services.accounts.domain.data_request import Asking
from shared.contracts.accounts import commands
from shared.contracts.accounts.values import DataRequestKind, Purpose
from tests.builders import accounts as build
from tests.builders.actors import ACTORS
from tests.builders.contexts import context

EVERYBODY, LAN = set(ACTORS), {"lan"}
NOW = datetime(2026, 10, 9, 9, tzinfo=UTC)
REQUEST = "request-0001"

GIVE = commands.GiveConsent(person_id=build.PERSON, purpose=Purpose.NEWS, text_version=1)
TAKE_BACK = commands.WithdrawConsent(person_id=build.PERSON, purpose=Purpose.NEWS)
ASK = commands.AskAboutData(request_id=REQUEST, person_id=build.PERSON, kind=DataRequestKind.ERASURE)
CANCEL = commands.CancelDataRequest(request_id=REQUEST)
ANSWER = commands.AnswerDataRequest(request_id=REQUEST, done=True)

GIVEN = consent.apply(None, consent.give(None, GIVE, context(NOW), build.TENANT)[0])
ASKED = data_request.apply(None, data_request.ask(None, ASK, context(NOW), Asking(build.TENANT))[0])

ROWS = [
    ("consent", GIVE, None, build.TENANT, LAN, EVERYBODY - LAN),
    ("consent taken back", TAKE_BACK, GIVEN, None, LAN, EVERYBODY - LAN),
    ("a request about data", ASK, None, Asking(build.TENANT), LAN, EVERYBODY - LAN),
    ("the same request", ASK, ASKED, Asking(build.TENANT), LAN, EVERYBODY - LAN),
    ("a request taken back", CANCEL, ASKED, None, LAN, EVERYBODY - LAN - {"organiser"}),
    ("no request taken back", CANCEL, None, None, set(), EVERYBODY),
    ("a request answered", ANSWER, ASKED, None, {"organiser"}, EVERYBODY - LAN - {"organiser"}),
    ("no request answered", ANSWER, None, None, set(), EVERYBODY),
]
