"""What accounts says no with."""

from shared.errors import N_, Kind, Refusal


class SlugTaken(Refusal):
    """Another tenant has this address."""

    code, kind, text = "accounts.slug_taken", Kind.CONFLICT, N_("This address is taken. Choose another.")


class TenantExists(Refusal):
    """The id stands for a tenant with other content."""

    code, kind, text = "accounts.tenant_exists", Kind.CONFLICT, N_("This tenant exists already.")


class PersonExists(Refusal):
    """The id stands for another person."""

    code, kind, text = "accounts.person_exists", Kind.CONFLICT, N_("This account exists already.")


class MailTaken(Refusal):
    """Another account of the tenant has this mail address."""

    code, kind, text = (
        "accounts.mail_taken",
        Kind.CONFLICT,
        N_("This mail address can't be used for a new account. If it is yours, sign in."),
    )


class OrganisationExists(Refusal):
    """The id stands for an organisation with other content."""

    code, kind, text = "accounts.organisation_exists", Kind.CONFLICT, N_("This organisation exists already.")


class WrongCredentials(Refusal):
    """Mail and password do not belong together; which of them is wrong is not told."""

    code, kind, text = (
        "accounts.wrong_credentials",
        Kind.UNAUTHENTICATED,
        N_("The mail address or the password is not right."),
    )


class TooManyAttempts(Refusal):
    """Sign-in was tried too often; it is open again after some minutes."""

    code, kind, text = (
        "accounts.too_many_attempts",
        Kind.TOO_MANY,
        N_("Too many attempts. Wait {minutes} minutes and try again."),
    )
