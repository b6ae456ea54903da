"""Enums of matches."""

import strawberry

from shared.contracts.exchange.values import IpKind, TransferMode
from shared.contracts.matchmaking.values import DeclineReason, Factor, MatchNews, Side, Stance

__all__ = ["DeclineReason", "Factor", "IpKind", "MatchNews", "Side", "Stance", "TransferMode"]

SHOWN = (
    strawberry.enum(Side, name="MatchSideName", description="One of the two that a match joins."),
    strawberry.enum(Factor, name="MatchFactorName", description="What is weighed in a match."),
    strawberry.enum(MatchNews, description="What made a match new."),
    strawberry.enum(Stance, name="MatchStance", description="What a side says to a match."),
    strawberry.enum(DeclineReason, name="MatchDeclineReason", description="Why a match is of no interest."),
)
