"""The types that are read from rows, and where these stand."""

from collections.abc import Mapping

from gateway.graph.models import (
    accounts,
    exchange,
    jobs,
    judging,
    matchmaking,
    notifications,
    privacy,
    programs,
    registration,
)
from gateway.graph.models.model import Model

MODELS: Mapping[str, Model] = {
    **accounts.MODELS,
    **exchange.MODELS,
    **jobs.MODELS,
    **matchmaking.MODELS,
    **judging.MODELS,
    **notifications.MODELS,
    **privacy.MODELS,
    **programs.MODELS,
    **registration.MODELS,
}
