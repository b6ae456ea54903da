"""Free text from a person, sealed under the person's key: it can be told, and goes with the key."""

from typing import Annotated

from pydantic import StringConstraints

from shared.contracts.values import Id, Value


class PersonText(Value):
    """A sealed text. Whoever may read it has it opened; once the key is gone nobody can."""

    subject: Id
    """The person whose key seals it."""
    sealed: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{38,20000}$")]
    """Nonce and AES-256-GCM ciphertext in base64url, bound to the subject and to what the text is."""
