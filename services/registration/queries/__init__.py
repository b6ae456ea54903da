"""The few reads that must come from registration."""

from services.registration.queries.decisions import PendingPage, Reading, pending_decisions
from services.registration.queries.drafts import OwnDraft, own_draft, own_drafts
from services.registration.queries.own_data import own_data

__all__ = ["OwnDraft", "PendingPage", "Reading", "own_data", "own_draft", "own_drafts", "pending_decisions"]
