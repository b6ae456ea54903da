"""What matchmaking says no with."""

from shared.errors import N_, Kind, Refusal


class MatchOver(Refusal):
    """One of the two is no longer there, or they don't fit any more."""

    code, kind, text = (
        "matchmaking.match_over",
        Kind.CONFLICT,
        N_("This match is over: one of the two has changed, or is no longer there."),
    )


class NothingToTakeBack(Refusal):
    """The side has said nothing."""

    code, kind, text = (
        "matchmaking.nothing_to_take_back",
        Kind.CONFLICT,
        N_("There is no answer here to take back."),
    )
