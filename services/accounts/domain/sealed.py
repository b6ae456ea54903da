"""What lies sealed in a person's state, and as what: the texts that a vault turns into boxes."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

DETAILS = "person.details"
CREDENTIALS = "person.credentials"
"""Purposes: a box of one opens as no other. They are for ever."""


@dataclass(frozen=True, slots=True)
class Details:
    """What a person is called and where reached."""

    name: str
    mail: str
    phone: str | None = None


@dataclass(frozen=True, slots=True)
class Credentials:
    """What opens the account, beside the links that are mailed."""

    password_hash: str | None = None
    totp_secret: str | None = None


def details_text(details: Details) -> str:
    """As it is sealed."""
    return json.dumps(asdict(details), ensure_ascii=False)


def read_details(text: str) -> Details:
    """What was sealed, by this release or another."""
    return Details(**_known(Details, text))


def credentials_text(credentials: Credentials) -> str:
    """As it is sealed."""
    return json.dumps(asdict(credentials), ensure_ascii=False)


def read_credentials(text: str) -> Credentials:
    """What was sealed, by this release or another."""
    return Credentials(**_known(Credentials, text))


def _known(kind: type[Any], text: str) -> Mapping[str, Any]:
    names = {field.name for field in fields(kind)}
    return {name: value for name, value in json.loads(text).items() if name in names}
