"""The addresses of the pages, written once."""

from urllib.parse import quote, urlencode, urlsplit

HOME = "/"
SIGN_IN = "/sign-in"
SIGN_IN_MAIL = "/sign-in/mail"
SIGN_IN_LINK = "/sign-in/link"
"""With `token`: what a mail leads to."""
SIGN_IN_CODE = "/sign-in/code"
SIGN_IN_SECOND = "/sign-in/second-step"
SIGN_IN_PROVIDER = "/sign-in/oidc"
SIGN_IN_BACK = "/sign-in/oidc/callback"
SECURITY = "/account/security"
SIGN_OUT = "/sign-out"
MAKE_ACCOUNT = "/make-account"
MY_ENTRIES = "/my-entries"
ENTRIES = "/entries"
DEMO_MAIL = "/demo/mail"
INBOX = "/inbox"
MATCHES = "/matches"
MAIL = "/account/mail"
ACCOUNT = "/account"
CONFIRM = "/account/confirm"
"""Where another mail is asked for that shows that the account's address is one's own."""
ADDRESS = "/account/address"
"""Where somebody without a confirmed mail address says one."""
JOIN = "/account/join"
"""Where two accounts of one person become one; with `token`: what a mail leads to, with `other`: what is joined."""
PRIVACY = "/account/privacy"
DATA = "/account/data"
DATA_FILE = "/account/data/file"
DATA_REQUESTS = "/organise/data-requests"
UNSUBSCRIBE = "/unsubscribe"
"""With `token`: what a mail that can be done without leads to."""


ORGANISATIONS_NEW = "/organisations/new"
TWINS = "/organisations/twins"
"""What a form shows while somebody types."""
INVITATION = "/invitation"
"""With `token`: what a mail leads to."""
DEVELOPERS = "/developers"
CLIENTS = "/developers/clients"
GRAPHIQL = "/developers/graphiql"
DESIGN = "/design"
"""What pages are built of."""
TOKENS = "/account/tokens"
ORGANISE = "/organise/start"
ORGANISE_PEOPLE = "/organise/people"
ORGANISE_CODES = "/organise/codes"
ORGANISE_EDITION = "/organise/edition"
ORGANISE_PROGRAMME = "/organise/programme"
ORGANISE_NAME = "/organise/name"

ORGANISE_JOBS = "/organise/jobs"
IMPORT = "/organise/import"
IMPORT_TEMPLATE = "/organise/import/template.csv"

EXCHANGE = "/exchange"
LISTING_NEW = "/exchange/new"
LISTING_SAVE = "/exchange/save"
LISTINGS_MINE = "/exchange/mine"
LISTINGS_REVIEW = "/exchange/review"
ENQUIRIES = "/exchange/enquiries"
JUDGING = "/judging"
"""What one judges, or leads the judging of."""
AWARDS = "/awards"
ORGANISE_AWARDS = "/organise/awards"


def organisation(organisation_id: str) -> str:
    """An organisation's page."""
    return f"/organisation/{quote(organisation_id, safe='')}"


def register(programme_id: str, entry_id: str = "", step: str = "") -> str:
    """Where registration begins, or one step of it."""
    return "/".join(("/register", *(quote(part, safe="") for part in (programme_id, entry_id, step) if part)))


def receipt(entry_id: str) -> str:
    """The receipt of an entry."""
    return f"/receipt/{quote(entry_id, safe='')}"


def entry(entry_id: str) -> str:
    """An entry's page."""
    return f"{ENTRIES}/{quote(entry_id, safe='')}"


def decide(programme_id: str) -> str:
    """Where a programme's entries are decided."""
    return f"/decide/{quote(programme_id, safe='')}"


def decide_release(programme_id: str) -> str:
    """Where its decisions are looked at, and released."""
    return f"{decide(programme_id)}/release"


def demo_mail(mail_id: str) -> str:
    """A mail that a trial copy has kept."""
    return f"{DEMO_MAIL}/{quote(mail_id, safe='')}"


def job(job_id: str) -> str:
    """The page of long work."""
    return f"/jobs/{quote(job_id, safe='')}"


def job_sheet(job_id: str) -> str:
    """The sheet that a job has made, as a file."""
    return f"{job(job_id)}/sheet.pdf"


def job_rows(job_id: str, kind: str) -> str:
    """The rows of a kind of an import, as a file to mend."""
    return with_query(f"{job(job_id)}/rows.csv", kind=kind)


def match(match_id: str) -> str:
    """The page of a match."""
    return f"/match/{quote(match_id, safe='')}"


def live(name: str, **values: str) -> str:
    """The stream of a part that stays true."""
    return with_query(f"/live/{name}", **values)


def with_query(path: str, **values: str | None) -> str:
    """A path with a query of what is given."""
    given = {name: value for name, value in values.items() if value}
    return f"{path}?{urlencode(given)}" if given else path


def within(target: str | None) -> str:
    """A path of ours that somebody may be sent on to; anything else is the home page."""
    if not target or not target.startswith("/") or target.startswith("//"):
        return HOME
    if any(ord(sign) < 33 or sign == "\\" for sign in target):
        return HOME
    parts = urlsplit(target)
    return HOME if parts.scheme or parts.netloc else target


def listing(listing_id: str) -> str:
    """A listing's page."""
    return f"{EXCHANGE}/{quote(listing_id, safe='')}"


def listing_edit(listing_id: str) -> str:
    """The form of a listing of one's own."""
    return f"{LISTINGS_MINE}/{quote(listing_id, safe='')}/edit"


def listing_mine(listing_id: str) -> str:
    """A listing of one's own, with what is done with it."""
    return f"{LISTINGS_MINE}/{quote(listing_id, safe='')}"


def listing_review(listing_id: str) -> str:
    """What a moderator looks at."""
    return f"{LISTINGS_REVIEW}/{quote(listing_id, safe='')}"


def listing_image(file_id: str) -> str:
    """A picture of a listing."""
    return f"{EXCHANGE}/images/{quote(file_id, safe='')}"


def enquiry(enquiry_id: str) -> str:
    """What two sides say to each other about a listing."""
    return f"{ENQUIRIES}/{quote(enquiry_id, safe='')}"


def judging_round(round_id: str) -> str:
    """A judge's own sheets of a round."""
    return f"{JUDGING}/rounds/{quote(round_id, safe='')}"


def judging_chair(round_id: str) -> str:
    """Where the judging of a round is led."""
    return f"{judging_round(round_id)}/chair"


def scoresheet(sheet_id: str) -> str:
    """A scoresheet of one's own."""
    return f"{JUDGING}/sheets/{quote(sheet_id, safe='')}"


def judging_invitation(judge_id: str) -> str:
    """Where somebody who is asked to judge answers."""
    return f"{JUDGING}/invitation/{quote(judge_id, safe='')}"


def award(award_id: str) -> str:
    """An award, with its places once they are published."""
    return f"{AWARDS}/{quote(award_id, safe='')}"


def award_document(round_id: str) -> str:
    """The sealed document of a round."""
    return f"{AWARDS}/rounds/{quote(round_id, safe='')}/document"


def organise_award(award_id: str) -> str:
    """Where an award is set up."""
    return f"{ORGANISE_AWARDS}/{quote(award_id, safe='')}"
