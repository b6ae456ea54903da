"""The few reads that must come from registration."""

from services.registration.queries.drafts import OwnDraft, own_draft, own_drafts
from services.registration.queries.own_data import own_data

__all__ = ["OwnDraft", "own_data", "own_draft", "own_drafts"]
