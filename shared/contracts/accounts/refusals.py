"""What accounts says no with."""

from shared.contracts.jobs import BaseMoved, JobNotReady, JobOver
from shared.errors import N_, Kind, Refusal

__all__ = ["BaseMoved", "JobNotReady", "JobOver"]


class SlugTaken(Refusal):
    """Another tenant has this address, or had it."""

    code, kind, text = "accounts.slug_taken", Kind.CONFLICT, N_("This address is taken. Choose another.")


class TenantExists(Refusal):
    """The id stands for a tenant with other content."""

    code, kind, text = "accounts.tenant_exists", Kind.CONFLICT, N_("This tenant exists already.")


class PersonExists(Refusal):
    """The id stands for another person."""

    code, kind, text = "accounts.person_exists", Kind.CONFLICT, N_("This account exists already.")


class MailTaken(Refusal):
    """Another account of the tenant has this mail address; only who may know that is told."""

    code, kind, text = (
        "accounts.mail_taken",
        Kind.CONFLICT,
        N_("Another account has this mail address already."),
    )


class MailUnproven(Refusal):
    """Nobody has shown yet that the account's mail address is theirs."""

    code, kind, text = (
        "accounts.mail_unproven",
        Kind.CONFLICT,
        N_("Confirm your mail address first: open the mail that we sent you, or have another one sent."),
    )


class MailConfirmed(Refusal):
    """The account has an address that was shown to be its person's."""

    code, kind, text = (
        "accounts.mail_confirmed",
        Kind.CONFLICT,
        N_("Your account has a confirmed mail address already."),
    )


class PersonMerged(Refusal):
    """The account was joined with another already."""

    code, kind, text = "accounts.person_merged", Kind.CONFLICT, N_("This account was joined with another already.")


class SamePerson(Refusal):
    """An account can't be joined with itself."""

    code, kind, text = "accounts.same_person", Kind.INVALID, N_("These are one account already.")


class LastOrganiser(Refusal):
    """A tenant is never without an organiser."""

    code, kind, text = (
        "accounts.last_organiser",
        Kind.CONFLICT,
        N_("This is the last organiser. Make somebody else an organiser first."),
    )


class OrganisationExists(Refusal):
    """The id stands for an organisation with other content."""

    code, kind, text = "accounts.organisation_exists", Kind.CONFLICT, N_("This organisation exists already.")


class TaxCodeTaken(Refusal):
    """Another organisation of the tenant has this tax code."""

    code, kind, text = (
        "accounts.tax_code_taken",
        Kind.CONFLICT,
        N_("An organisation with this tax code is known already. Ask to join it."),
    )


class NotAsked(Refusal):
    """Only who has asked, or is a member, can be admitted."""

    code, kind, text = "accounts.not_asked", Kind.CONFLICT, N_("This person hasn't asked to join.")


class LastAdmin(Refusal):
    """An organisation with members is never without an administrator."""

    code, kind, text = (
        "accounts.last_admin",
        Kind.CONFLICT,
        N_("This is the last administrator. Make another member one first."),
    )


class InvitationExists(Refusal):
    """The id stands for another invitation."""

    code, kind, text = "accounts.invitation_exists", Kind.CONFLICT, N_("This invitation exists already.")


class LinkExpired(Refusal):
    """A link or code that is too old, was taken back, or never was: which of these is not told."""

    code, kind, text = (
        "accounts.link_expired",
        Kind.MISSING,
        N_("This link or code doesn't hold (any more). Ask for a new one."),
    )


class LinkUsed(Refusal):
    """A link or code that was used already."""

    code, kind, text = "accounts.link_used", Kind.CONFLICT, N_("This link or code was used already. Ask for a new one.")


class LinkForAnother(Refusal):
    """A link that was mailed to somebody else than who is signed in."""

    code, kind, text = (
        "accounts.link_for_another",
        Kind.FORBIDDEN,
        N_("This was sent to another mail address than that of your account."),
    )


class OtherBrowser(Refusal):
    """A link that was opened in another browser than the one that asked for it."""

    code, kind, text = (
        "accounts.other_browser",
        Kind.FORBIDDEN,
        N_("Open this link in the browser in which you asked for it, or type the six digits there."),
    )


class WrongCode(Refusal):
    """Six digits that are not those of the mail, or of the second factor."""

    code, kind, text = (
        "accounts.wrong_code",
        Kind.UNAUTHENTICATED,
        N_("These digits are not right. Look again, or ask for new ones."),
    )


class NameNeeded(Refusal):
    """The code makes a new account: it needs a name first."""

    code, kind, text = "accounts.name_needed", Kind.INVALID, N_("Write your name; then the code signs you in.")


class ProviderRefused(Refusal):
    """What came back from the other account's provider doesn't hold, or it said no."""

    code, kind, text = (
        "accounts.provider_refused",
        Kind.UNAUTHENTICATED,
        N_("The other account could not be confirmed. Try again, or choose another way to sign in."),
    )


class SecondFactorOff(Refusal):
    """No second factor is being set up, or none is on."""

    code, kind, text = "accounts.second_factor_off", Kind.CONFLICT, N_("The second step is not switched on.")


class SecondFactorOn(Refusal):
    """The second step is on already; it is switched off with a code first."""

    code, kind, text = "accounts.second_factor_on", Kind.CONFLICT, N_("The second step is switched on already.")


class WrongCredentials(Refusal):
    """Mail and password do not belong together; which of them is wrong is not told."""

    code, kind, text = (
        "accounts.wrong_credentials",
        Kind.UNAUTHENTICATED,
        N_("The mail address or the password is not right. If you have never signed in by mail, do that first."),
    )


class TooManyAttempts(Refusal):
    """It was tried too often; it is open again after some minutes."""

    code, kind, text = (
        "accounts.too_many_attempts",
        Kind.TOO_MANY,
        N_("Too many attempts. Wait {minutes} minutes and try again."),
    )


class RequestOpen(Refusal):
    """A request of this kind is open already, or the id stands for another."""

    code, kind, text = "accounts.request_open", Kind.CONFLICT, N_("You have asked this already; it is being worked on.")


class RequestOver(Refusal):
    """The request was answered or taken back."""

    code, kind, text = "accounts.request_over", Kind.CONFLICT, N_("This request is closed already.")


class ReasonNeeded(Refusal):
    """A refusal of a person's request says why."""

    code, kind, text = "accounts.reason_needed", Kind.INVALID, N_("Say why this is refused.")


class ClientExists(Refusal):
    """The id stands for another client."""

    code, kind, text = "accounts.client_exists", Kind.CONFLICT, N_("This client exists already.")


class TokenExists(Refusal):
    """The id stands for another token."""

    code, kind, text = "accounts.token_exists", Kind.CONFLICT, N_("This token exists already.")


class TooManyTokens(Refusal):
    """A person has a bounded number of tokens."""

    code, kind, text = "accounts.too_many_tokens", Kind.CONFLICT, N_("You have {most} tokens; end one first.")


class TokenTooLong(Refusal):
    """A token ends in the time to come, within a year."""

    code, kind, text = "accounts.token_too_long", Kind.INVALID, N_("A token lasts a year at most.")


class ClientRevoked(Refusal):
    """The client has ended for good."""

    code, kind, text = "accounts.client_revoked", Kind.CONFLICT, N_("This client has ended. Make a new one.")


class UnknownScope(Refusal):
    """A scope that isn't given to clients or tokens of this kind."""

    code, kind, text = "accounts.unknown_scope", Kind.INVALID, N_("There is no such scope for this.")


class SecretShown(Refusal):
    """A secret is shown once, within some minutes of its making."""

    code, kind, text = (
        "accounts.secret_shown",
        Kind.CONFLICT,
        N_("The secret was shown already. Make a new one if it is lost."),
    )


class TooManyRequests(Refusal):
    """A client or token has asked more often than its limit."""

    code, kind, text = (
        "too_many_requests",
        Kind.TOO_MANY,
        N_("Too many requests. The limit is {most}; go on in {seconds} seconds."),
    )


class UploadGone(Refusal):
    """The file was never uploaded by who asks, is another one, or was kept long enough."""

    code, kind, text = (
        "accounts.upload_gone",
        Kind.MISSING,
        N_("The file is no longer there: files are kept for one day. Upload it again."),
    )


class UnreadableFile(Refusal):
    """The file is neither a table of text nor an Excel workbook, or is made so that it can't be read safely."""

    code, kind, text = (
        "accounts.unreadable_file",
        Kind.INVALID,
        N_("This file can't be read. Save it as CSV or as an Excel workbook (.xlsx)."),
    )


class NoNameColumn(Refusal):
    """No column of the file holds the organisations' names."""

    code, kind, text = (
        "accounts.no_name_column",
        Kind.INVALID,
        N_("The first row names no column “Name”. Use the first row of the template."),
    )


class NoRows(Refusal):
    """The file has nothing below its first row."""

    code, kind, text = "accounts.no_rows", Kind.INVALID, N_("The file has no rows below its first.")


class TooManyRows(Refusal):
    """The file has more rows than one import takes."""

    code, kind, text = (
        "accounts.too_many_rows",
        Kind.TOO_LARGE,
        N_("The file has too many rows: at most 10,000 fit into one."),
    )
