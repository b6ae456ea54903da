"""The token endpoint's refusals, as OAuth clients read them and as everybody else does."""

import pytest

from services.accounts.api.tokens import oauth_error
from shared.contracts.accounts.refusals import TooManyAttempts, WrongCredentials
from shared.errors import FieldFault, Forbidden, InvalidInput, Unauthenticated, Unavailable
from tests.accounts.conftest import EXCHANGE, OPERATOR_SECRET
from tests.builders.edges import problem_of


@pytest.mark.parametrize(
    ("refusal", "error"),
    [
        (WrongCredentials(), "invalid_client"),
        (Unauthenticated(), "invalid_grant"),
        (Forbidden(), "unauthorized_client"),
        (Unavailable(), "temporarily_unavailable"),
        (TooManyAttempts(minutes=1), "temporarily_unavailable"),
        (InvalidInput(), "invalid_request"),
        (InvalidInput((FieldFault(("subject_token",), "required"),)), "invalid_request"),
    ],
)
def test_every_refusal_has_its_name_in_oauth(refusal, error):
    assert oauth_error(refusal) == error


@pytest.mark.real
@pytest.mark.parametrize(
    ("form", "secret", "code", "error"),
    [
        ({}, OPERATOR_SECRET, "invalid_input", "invalid_request"),
        ({"grant_type": "password"}, OPERATOR_SECRET, "invalid_input", "unsupported_grant_type"),
        ({"grant_type": "client_credentials"}, "wrong", "accounts.wrong_credentials", "invalid_client"),
        ({"grant_type": "client_credentials", "scope": "moon"}, OPERATOR_SECRET, "invalid_input", "invalid_scope"),
        ({"grant_type": "client_credentials", "audience": "moon"}, OPERATOR_SECRET, "invalid_input", "invalid_target"),
        ({"grant_type": EXCHANGE, "subject_token": "x" * 64}, None, "unauthenticated", "invalid_grant"),
    ],
)
async def test_a_refused_token_carries_both_names(edge, form, secret, code, error):
    answer = await edge.token(form, secret)
    assert (problem_of(answer)[1], answer.json()["error"]) == (code, error)
    assert answer.headers["cache-control"] == "no-store"
    assert ("www-authenticate" in answer.headers) == (error == "invalid_client")
