"""What notifications says no with."""

from shared.errors import N_, Kind, Refusal


class NotAMessage(Refusal):
    """What was given as a bounce is no report on a mail of ours."""

    code, kind, text = (
        "notifications.not_a_report",
        Kind.INVALID,
        N_("This is no report about a mail that was sent from here."),
    )


class LinkBroken(Refusal):
    """A link in a mail that was cut or changed."""

    code, kind, text = (
        "notifications.link_broken",
        Kind.MISSING,
        N_("This link is not whole. Open it from the mail again."),
    )
