"""Seals people's texts under keys in memory."""

from collections.abc import Sequence

from shared.contracts.personal import PersonText
from shared.errors import NotFound, Unavailable
from shared.sealing import new_key, seal, unseal


class MemoryTexts:
    """Implements `Texts`; who is `erased` has no key, and while it is `away` nobody has."""

    def __init__(self) -> None:
        self._keys: dict[str, bytes] = {}
        self.erased: set[str] = set()
        self.away = False

    async def seal(self, subject: str, purpose: str, text: str) -> PersonText:
        if self.away:
            raise Unavailable
        if subject in self.erased:
            raise NotFound
        key = self._keys.setdefault(subject, new_key())
        return PersonText(subject=subject, sealed=seal(key, subject, purpose, text))

    async def open(self, texts: Sequence[PersonText], purpose: str, viewer_token: str = "") -> list[str | None]:
        if self.away:
            raise Unavailable
        return [None if text.subject in self.erased else self.opened(text, purpose) for text in texts]

    def opened(self, text: PersonText, purpose: str) -> str | None:
        key = self._keys.get(text.subject)
        return None if key is None else unseal(key, text.subject, purpose, text.sealed)
