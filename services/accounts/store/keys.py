"""The signing key: made at the first start, kept sealed in the database, so that every instance signs with the same."""

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from joserfc import jwt
from joserfc.jwk import ECKey

from shared.auth import ALGORITHM
from shared.mongo import Database, Document, DuplicateKeyError

COLLECTION = "signing_keys"
CURRENT = "current"
_NONCE_BYTES = 12


class SealedOtherwise(RuntimeError):
    """The stored key was sealed with another secret: the settings or the data folder are another installation's."""


class StoredSigningKey:
    """Implements `SigningKey`."""

    def __init__(self, key: ECKey) -> None:
        self._key, self._id = key, key.thumbprint()

    def sign(self, claims: Mapping[str, Any]) -> str:
        """As `SigningKey.sign`."""
        return jwt.encode({"alg": ALGORITHM, "kid": self._id}, dict(claims), self._key)

    def public(self) -> dict[str, Any]:
        """As `SigningKey.public`."""
        about = {"kid": self._id, "use": "sig", "alg": ALGORITHM}
        return {"keys": [{**self._key.as_dict(private=False), **about}]}


async def open_signing_key(database: Database, sealing_key: bytes) -> StoredSigningKey:
    """The key that is stored, or a new one; whoever stores first decides for all. Raises `SealedOtherwise`."""
    keys = database[COLLECTION]
    found = await keys.find_one({"_id": CURRENT})
    if found is None:
        with suppress(DuplicateKeyError):  # another instance was first
            await keys.insert_one({"_id": CURRENT, **_sealed(ECKey.generate_key("P-256"), sealing_key)})
        found = await keys.find_one({"_id": CURRENT})
    return StoredSigningKey(_opened(found or {}, sealing_key))


def _sealed(key: ECKey, sealing_key: bytes) -> Document:
    nonce = os.urandom(_NONCE_BYTES)
    plain = json.dumps(key.as_dict(private=True)).encode()
    return {"nonce": nonce, "sealed": AESGCM(sealing_key).encrypt(nonce, plain, CURRENT.encode())}


def _opened(found: Document, sealing_key: bytes) -> ECKey:
    try:
        plain = AESGCM(sealing_key).decrypt(found["nonce"], found["sealed"], CURRENT.encode())
    except InvalidTag:
        raise SealedOtherwise("the signing key was sealed with another secret") from None
    return ECKey.import_key(json.loads(plain))
