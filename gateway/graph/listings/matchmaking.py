"""Lists of matches."""

from enum import Enum

import strawberry

from gateway.graph.enums.matchmaking import Stance
from gateway.graph.listings.filters import Direction, equal
from gateway.graph.lists import Filtering, Listing, Sorting
from gateway.graph.rules.matchmaking import speaking
from gateway.viewer import Viewer


@strawberry.enum(description="What matches are ordered by, ties by id.")
class MatchOrderField(Enum):
    """An order of matches."""

    SCORE = "SCORE"
    SUGGESTED_AT = "SUGGESTED_AT"


@strawberry.input(description="An order of matches.")
class MatchOrder:
    """An order of matches."""

    field: MatchOrderField = strawberry.field(description="What to order by.")
    direction: Direction = strawberry.field(default=Direction.DESC, description="Which way.")


@strawberry.input(description="Which matches are listed: all that is given must hold.")
class MatchFilter:
    """A filter of matches."""

    tenant_id: strawberry.ID | None = strawberry.field(default=None, description="Of this tenant.")
    need_id: strawberry.ID | None = strawberry.field(default=None, description="Of this listing that is needed.")
    offer_id: strawberry.ID | None = strawberry.field(default=None, description="Of this listing that is offered.")
    need_stances: list[Stance] | None = strawberry.field(default=None, description="The need's side says any of these.")
    offer_stances: list[Stance] | None = strawberry.field(
        default=None, description="The offer's side says any of these."
    )
    need_answered: bool | None = strawberry.field(default=None, description="Whether the need's side has answered.")
    offer_answered: bool | None = strawberry.field(default=None, description="Whether the offer's side has answered.")
    mutual: bool | None = strawberry.field(default=None, description="Whether both sides are interested.")
    over: bool | None = strawberry.field(default=None, description="Whether the two don't fit any more.")
    least_score: int | None = strawberry.field(default=None, description="With at least this score.")


def _answered(path: str, field: str) -> Filtering:
    return Filtering(field, lambda answered: {path: {"$ne": None} if answered else None})


def _own(viewer: Viewer) -> dict[str, object]:
    """It can't be asked for in a filter: it would tell who belongs to the other side."""
    return (speaking(viewer, "need") | speaking(viewer, "offer")).where()


def _mutual(mutual: bool) -> dict[str, object]:
    return {"mutual": True} if mutual else {"mutual": {"$ne": True}}


MATCHES = Listing(
    kind="Match",
    orders={"SCORE": Sorting("score", "score"), "SUGGESTED_AT": Sorting("suggested_at", "suggestedAt")},
    filters={
        "tenant_id": equal("tenant_id", "tenantId"),
        "need_id": equal("need_id", "needId"),
        "offer_id": equal("offer_id", "offerId"),
        "own_of": Filtering("viewerSides", _own),
        "need_stances": Filtering("needStance", lambda values: {"need_stance": {"$in": [v.value for v in values]}}),
        "offer_stances": Filtering("offerStance", lambda values: {"offer_stance": {"$in": [v.value for v in values]}}),
        "need_answered": _answered("need_stance", "needStance"),
        "offer_answered": _answered("offer_stance", "offerStance"),
        "mutual": Filtering("mutual", _mutual),
        "over": equal("over", "over"),
        "least_score": Filtering("score", lambda least: {"score": {"$gte": least}}),
    },
    facets={},
)
LISTINGS = (MATCHES,)
