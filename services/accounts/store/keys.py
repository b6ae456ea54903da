"""The signing keys: sealed in the database, published a while before they sign and a while after, so that every
instance signs with the same and no token that holds is refused for its key."""

import asyncio
import json
import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from joserfc import jwt
from joserfc.jwk import ECKey

from shared.auth import ALGORITHM
from shared.bus.patience import patiently
from shared.clock import Clock
from shared.mongo import Database, Document, DuplicateKeyError, find_all

COLLECTION = "signing_keys"
FIRST = "current"
"""The id of the first key, from when there was one alone; the next are numbered."""
ROTATED_EVERY = timedelta(days=30)
PUBLISHED_BEFORE = timedelta(minutes=15)
"""Longer than anybody keeps the published keys (`shared.auth.KEYS_KEPT`, and the answer's max-age)."""
PUBLISHED_AFTER = timedelta(hours=24)
"""Longer than any token lasts."""
READ_EVERY = 60.0
"""Seconds."""
_NONCE_BYTES = 12
_LONG_AGO = datetime.fromtimestamp(0).astimezone()


class SealedOtherwise(RuntimeError):
    """The stored key was sealed with another secret: the settings or the data folder are another installation's."""


@dataclass(frozen=True, slots=True)
class Signer:
    """A key; `signs_from` is when it takes over from the one before."""

    number: int
    signs_from: datetime
    made_at: datetime
    key: ECKey = field(repr=False)

    @property
    def kid(self) -> str:
        """What tokens name it by."""
        return self.key.thumbprint()

    def public(self) -> dict[str, Any]:
        """As it is published."""
        return {**self.key.as_dict(private=False), "kid": self.kid, "use": "sig", "alg": ALGORITHM}


class KeyRing:
    """Implements `SigningKey` with all keys that hold; read again every minute, so that a new one is published by
    every instance long before it signs."""

    def __init__(self, database: Database, sealing_key: bytes, clock: Clock) -> None:
        self._keys, self._sealing_key, self._clock = database[COLLECTION], sealing_key, clock
        self._ring: Sequence[Signer] = ()

    def sign(self, claims: Mapping[str, Any]) -> str:
        """As `SigningKey.sign`: by the newest key whose time has come."""
        signer = self._signing(self._clock.now())
        return jwt.encode({"alg": ALGORITHM, "kid": signer.kid}, dict(claims), signer.key)

    def public(self) -> dict[str, Any]:
        """As `SigningKey.public`, the newest first: those to come, the one that signs, those that signed lately."""
        return {"keys": [signer.public() for signer in reversed(self._published(self._clock.now()))]}

    async def open(self) -> None:
        """Reads the keys, or makes the first, which signs at once. Raises `SealedOtherwise`."""
        await self.read()
        if not self._ring:
            await self._add(FIRST, 0, self._clock.now())
            await self.read()

    async def read(self) -> None:
        """Reads the keys as they are stored. Raises `SealedOtherwise`."""
        found = await find_all(self._keys, {}, sort=[("number", 1)])
        self._ring = sorted((_opened(one, self._sealing_key) for one in found), key=lambda one: one.number)

    async def rotate(self) -> str:
        """A new key, published from now on, that signs soon; until it does, again is the same. Its id."""
        await self.read()
        now, newest = self._clock.now(), self._ring[-1]
        if newest.signs_from <= now:
            await self._add(str(newest.number + 1), newest.number + 1, now + PUBLISHED_BEFORE)
            await self.read()
            await self._drop_old(now)
        return self._ring[-1].kid

    async def keep_fresh(self, rotating: bool = False) -> None:
        """Reads the keys again every minute; where it is `rotating` it makes a new one when it is time. For ever."""
        while True:
            await patiently(self.rotate_if_due if rotating else self.read)
            await asyncio.sleep(READ_EVERY)

    async def rotate_if_due(self) -> None:
        """A new key where the newest is old."""
        await self.read()
        if self._clock.now() - self._ring[-1].made_at >= ROTATED_EVERY:
            await self.rotate()

    def _signing(self, now: datetime) -> Signer:
        ready = [signer for signer in self._ring if signer.signs_from <= now]
        return ready[-1] if ready else self._ring[0]

    def _published(self, now: datetime) -> Sequence[Signer]:
        """All but those whose successor has signed for long."""
        followers = (*self._ring[1:], None)
        pairs = zip(self._ring, followers, strict=True)
        return [signer for signer, after in pairs if after is None or now < after.signs_from + PUBLISHED_AFTER]

    async def _drop_old(self, now: datetime) -> None:
        kept = {signer.number for signer in self._published(now)}
        gone = [FIRST if n == 0 else str(n) for n in {signer.number for signer in self._ring} - kept]
        await self._keys.delete_many({"_id": {"$in": gone}})

    async def _add(self, key_id: str, number: int, signs_from: datetime) -> None:
        sealed = _sealed(ECKey.generate_key("P-256"), self._sealing_key, key_id)
        about = {"number": number, "signs_from": signs_from, "made_at": self._clock.now()}
        with suppress(DuplicateKeyError):  # another instance was first
            await self._keys.insert_one({"_id": key_id, **about, **sealed})


async def open_signing_key(database: Database, sealing_key: bytes, clock: Clock) -> KeyRing:
    """The keys that are stored, or a first one; whoever stores first decides for all. Raises `SealedOtherwise`."""
    ring = KeyRing(database, sealing_key, clock)
    await ring.open()
    return ring


def _sealed(key: ECKey, sealing_key: bytes, key_id: str) -> Document:
    nonce = os.urandom(_NONCE_BYTES)
    plain = json.dumps(key.as_dict(private=True)).encode()
    return {"nonce": nonce, "sealed": AESGCM(sealing_key).encrypt(nonce, plain, key_id.encode())}


def _opened(found: Document, sealing_key: bytes) -> Signer:
    """The key of a document; the first may lack what later ones have."""
    try:
        plain = AESGCM(sealing_key).decrypt(found["nonce"], found["sealed"], str(found["_id"]).encode())
    except InvalidTag:
        raise SealedOtherwise("the signing key was sealed with another secret") from None
    since: datetime = found.get("signs_from", _LONG_AGO)
    return Signer(found.get("number", 0), since, found.get("made_at", since), ECKey.import_key(json.loads(plain)))
