"""What is known of a file."""

from dataclasses import dataclass
from datetime import datetime

LARGEST_FILE = 10_000_000
"""Bytes of what is sent."""
MOST_OF_OWNER = 500
"""Files of one owner."""


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file as it is kept: of a picture that is the one made anew."""

    file_id: str
    owner_id: str
    """The organisation that it belongs to."""
    uploaded_by: str
    sha256: str
    media_type: str
    size: int
    """Bytes."""
    stored_at: datetime

    @property
    def is_image(self) -> bool:
        """Whether a page may show it in place."""
        return self.media_type.startswith("image/")
