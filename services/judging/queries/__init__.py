"""The few reads that must come from judging."""

from services.judging.queries.own_data import own_data
from services.judging.queries.plans import plan_of
from services.judging.queries.results import document, preview
from services.judging.queries.sheets import own_sheet, own_sheets

__all__ = ["document", "own_data", "own_sheet", "own_sheets", "plan_of", "preview"]
