"""How each route of the gateway itself is asked about the things of an area: a new route needs a line here."""

from collections.abc import Callable, Mapping

from gateway.web import addresses
from tests.visibility import judging
from tests.visibility.areas import Area

Make = Callable[[Area], str]
WRONG = "no-token-that-anybody-has-made"


def at(path: str) -> Make:
    """The same wherever it is about."""
    return lambda _: path


def of(noun: str, before: str, after: str = "") -> Make:
    """About one thing of an area."""
    return lambda area: f"{before}{area.id(noun)}{after}"


def mailed(path: str) -> Make:
    return at(f"{path}?token={WRONG}")


def step(name: str) -> Make:
    return lambda area: f"/register/{area.id('programme')}/{area.id('draft')}/{name}"


PATHS: Mapping[str, Make] = {
    "/healthz": at("/healthz"),
    "/readyz": at("/readyz"),
    "/openapi.json": at("/openapi.json"),
    "/static/{name}": at("/static/techfest.css"),
    "/live/{name}": lambda area: f"/live/job?id={area.id('long-job')}",
    addresses.SIGN_IN_LINK: mailed(addresses.SIGN_IN_LINK),
    addresses.INVITATION: mailed(addresses.INVITATION),
    addresses.UNSUBSCRIBE: mailed(addresses.UNSUBSCRIBE),
    addresses.TWINS: lambda area: f"{addresses.TWINS}?name=Nấm+{area.name}",
    "/language/{language}": at("/language/en?next=/"),
    "/theme/{theme}": at("/theme/dark?next=/"),
    "/register/{programme_id}": of("programme", "/register/"),
    "/register/{programme_id}/{entry_id}/review": step("review"),
    "/register/{programme_id}/{entry_id}/{step}": step("startup"),
    "/receipt/{entry_id}": of("entry", "/receipt/"),
    "/organisation/{organisation_id}": of("organisation", "/organisation/"),
    "/demo/mail/{mail_id}": of("mail", "/demo/mail/"),
    "/demo/mail/{mail_id}/html": of("mail", "/demo/mail/", "/html"),
    "/jobs/{job_id}": of("long-job", "/jobs/"),
    "/jobs/{job_id}/sheet.pdf": of("long-job", "/jobs/", "/sheet.pdf"),
    "/jobs/{job_id}/rows.csv": of("long-job", "/jobs/", "/rows.csv?kind=new"),
    f"{addresses.LISTINGS_MINE}/{{listing_id}}": of("listing", f"{addresses.LISTINGS_MINE}/"),
    f"{addresses.LISTINGS_MINE}/{{listing_id}}/edit": of("listing", f"{addresses.LISTINGS_MINE}/", "/edit"),
    f"{addresses.LISTINGS_REVIEW}/{{listing_id}}": of("listing", f"{addresses.LISTINGS_REVIEW}/"),
    f"{addresses.ENQUIRIES}/{{enquiry_id}}": of("enquiry", f"{addresses.ENQUIRIES}/"),
    f"{addresses.EXCHANGE}/images/{{file_id}}": of("file", f"{addresses.EXCHANGE}/images/"),
    f"{addresses.EXCHANGE}/{{listing_id}}": of("listing", f"{addresses.EXCHANGE}/"),
    f"{addresses.ORGANISE_AWARDS}/{{award_id}}": of("award", f"{addresses.ORGANISE_AWARDS}/"),
    f"{addresses.AWARDS}/{{award_id}}": of("award", f"{addresses.AWARDS}/"),
    f"{addresses.AWARDS}/rounds/{{round_id}}/document": of("sealed-round", f"{addresses.AWARDS}/rounds/", "/document"),
    f"{addresses.JUDGING}/invitation/{{judge_id}}": lambda area: addresses.judging_invitation(judging.judge(area)),
    f"{addresses.JUDGING}/rounds/{{round_id}}": of("round", f"{addresses.JUDGING}/rounds/"),
    f"{addresses.JUDGING}/rounds/{{round_id}}/chair": of("sealed-round", f"{addresses.JUDGING}/rounds/", "/chair"),
    f"{addresses.JUDGING}/sheets/{{sheet_id}}": lambda area: addresses.scoresheet(judging.sheet(area)),
    f"{addresses.JUDGING}/sheets/{{sheet_id}}/changes": lambda area: (
        f"{addresses.scoresheet(judging.sheet(area))}/changes"
    ),
    "/match/{match_id}": of("match", "/match/"),
    "/entries/{entry_id}": of("entry", "/entries/"),
    "/decide/{programme_id}": of("programme", "/decide/"),
    "/decide/{programme_id}/release": of("programme", "/decide/", "/release"),
    **{
        path: at(path)
        for path in (
            addresses.HOME, addresses.SIGN_IN, addresses.SIGN_IN_MAIL, addresses.SIGN_IN_CODE,
            addresses.SIGN_IN_SECOND, addresses.SIGN_IN_PROVIDER, addresses.SIGN_IN_BACK, addresses.SIGN_OUT,
            addresses.MAKE_ACCOUNT, addresses.MY_ENTRIES, addresses.ENTRIES, addresses.DEMO_MAIL, addresses.INBOX,
            addresses.MAIL, addresses.ACCOUNT, addresses.CONFIRM, addresses.SECURITY, addresses.PRIVACY, addresses.DATA,
            addresses.DATA_FILE, addresses.DATA_REQUESTS, addresses.ORGANISATIONS_NEW, addresses.DEVELOPERS,
            f"{addresses.DEVELOPERS}/schema.graphql", f"{addresses.DEVELOPERS}/asyncapi.yaml", addresses.CLIENTS,
            addresses.DESIGN, addresses.GRAPHIQL, addresses.TOKENS, addresses.ORGANISE, addresses.ORGANISE_PEOPLE,
            addresses.ORGANISE_CODES, addresses.ORGANISE_EDITION, addresses.ORGANISE_PROGRAMME,
            addresses.ORGANISE_NAME, addresses.ORGANISE_JOBS, addresses.IMPORT, addresses.IMPORT_TEMPLATE,
            addresses.MATCHES, addresses.EXCHANGE, addresses.LISTING_NEW, addresses.LISTING_SAVE,
            addresses.LISTINGS_MINE, addresses.LISTINGS_REVIEW, addresses.JOIN, addresses.ADDRESS,
            addresses.AWARDS, addresses.JUDGING, addresses.ORGANISE_AWARDS,
        )
    },
}  # fmt: skip
"""Path of the route → what is asked, about an area."""
INBOX = "/live/inbox"
"""The other stream."""
ELSEWHERE_ASKED = ("/graphql", "/api/{service}/{path:path}")
"""Routes with ways of their own: see `visiting`."""
