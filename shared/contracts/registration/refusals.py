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
