"""What registration says no with."""

from shared.errors import N_, Kind, Refusal


class EditionExists(Refusal):
    """The id stands for an edition with other content."""

    code, kind, text = "registration.edition_exists", Kind.CONFLICT, N_("This edition exists already.")


class EditionSlugTaken(Refusal):
    """Another edition of the tenant has this address."""

    code, kind, text = "registration.edition_slug_taken", Kind.CONFLICT, N_("This address is taken. Choose another.")


class ProgrammeExists(Refusal):
    """The id stands for a programme with other content."""

    code, kind, text = "registration.programme_exists", Kind.CONFLICT, N_("This programme exists already.")


class ClosesBeforeOpening(Refusal):
    """The programme would close before it opens."""

    code, kind, text = (
        "registration.closes_before_opening",
        Kind.INVALID,
        N_("The deadline must be after the opening."),
    )


class NotYetOpen(Refusal):
    """The programme takes no entries yet."""

    code, kind, text = "registration.not_yet_open", Kind.CONFLICT, N_("Registration is not open yet.")


class DeadlinePassed(Refusal):
    """The deadline and its grace are over."""

    code, kind, text = (
        "registration.deadline_passed",
        Kind.CONFLICT,
        N_("The deadline has passed. Your draft is kept; the organiser may extend it."),
    )


class EntrySubmittedAlready(Refusal):
    """A submitted entry takes no draft; it is revised."""

    code, kind, text = (
        "registration.entry_submitted",
        Kind.CONFLICT,
        N_("This entry has been submitted. Change it with a revision."),
    )


class EntryNotSubmitted(Refusal):
    """Only a submitted entry can be revised or withdrawn."""

    code, kind, text = "registration.entry_not_submitted", Kind.CONFLICT, N_("This entry has not been submitted yet.")


class EntryWithdrawnAlready(Refusal):
    """A withdrawn entry is not changed any more."""

    code, kind, text = "registration.entry_withdrawn", Kind.CONFLICT, N_("This entry has been withdrawn.")


class EntryElsewhere(Refusal):
    """The id stands for an entry of another programme."""

    code, kind, text = (
        "registration.entry_elsewhere",
        Kind.CONFLICT,
        N_("This entry belongs to another programme."),
    )


class UnknownProgramme(Refusal):
    """There is no such programme."""

    code, kind, text = "registration.unknown_programme", Kind.MISSING, N_("There is no such programme.")


class UnknownEdition(Refusal):
    """There is no such edition."""

    code, kind, text = "registration.unknown_edition", Kind.MISSING, N_("There is no such edition.")


class OrganisationNotYours(Refusal):
    """A person enters for an organisation of the tenant that they have registered or belong to."""

    code, kind, text = (
        "registration.organisation_not_yours",
        Kind.FORBIDDEN,
        N_("You can only enter for an organisation that you belong to. Ask to join it first."),
    )


class EntryDecidedAlready(Refusal):
    """A decided entry is not changed any more."""

    code, kind, text = (
        "registration.entry_decided",
        Kind.CONFLICT,
        N_("This entry has been decided on. It can't be changed any more."),
    )


class PageElsewhere(Refusal):
    """The id stands for a page of another programme."""

    code, kind, text = (
        "registration.page_elsewhere",
        Kind.CONFLICT,
        N_("These decisions belong to another programme."),
    )


class PageFull(Refusal):
    """A page holds 500 decisions, and texts of some dozen kilobytes."""

    code, kind, text = (
        "registration.page_full",
        Kind.CONFLICT,
        N_("This page is full: it holds at most {most} decisions and a few texts. Go on with a new page."),
    )


class PageClosed(Refusal):
    """A page that is closed for its release, or released, is not changed."""

    code, kind, text = (
        "registration.page_closed",
        Kind.CONFLICT,
        N_("These decisions are closed for their release. Call the release off to change them."),
    )


class PageReleased(Refusal):
    """What was released stays as it is."""

    code, kind, text = (
        "registration.page_released",
        Kind.CONFLICT,
        N_("These decisions have been released. They can't be changed any more."),
    )


class PageChanged(Refusal):
    """A page is closed as it was looked at, and in no other state."""

    code, kind, text = (
        "registration.page_changed",
        Kind.CONFLICT,
        N_("Somebody has changed these decisions since you looked. Look again, then release them."),
    )


class PageNotClosed(Refusal):
    """A release names pages that are closed for it."""

    code, kind, text = (
        "registration.page_not_closed",
        Kind.CONFLICT,
        N_("Not all of these decisions are closed for this release. Look at them again."),
    )


class PreparedElsewhere(Refusal):
    """A decision on an entry is prepared once: it is changed on the page where it stands."""

    code, kind, text = (
        "registration.prepared_elsewhere",
        Kind.CONFLICT,
        N_("Of these entries {count} have a prepared decision on another page. Change it there."),
    )


class NothingToRelease(Refusal):
    """There is no decision on the page."""

    code, kind, text = (
        "registration.nothing_to_release",
        Kind.CONFLICT,
        N_("No decision is prepared here yet."),
    )


class ReleasedAlready(Refusal):
    """A release is made once, and is not taken back."""

    code, kind, text = (
        "registration.released",
        Kind.CONFLICT,
        N_("This release has been made already."),
    )


class ReleaseCalledOff(Refusal):
    """A release that was called off is never made; the next one has another id."""

    code, kind, text = (
        "registration.release_called_off",
        Kind.CONFLICT,
        N_("This release was called off. Begin a new one."),
    )


class ReleaseElsewhere(Refusal):
    """The id stands for a release of another programme."""

    code, kind, text = (
        "registration.release_elsewhere",
        Kind.CONFLICT,
        N_("This release belongs to another programme."),
    )
