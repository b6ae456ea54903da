"""Joins the pages to an application."""

from fastapi import FastAPI

from gateway.web import addresses, demo_mail, live
from gateway.web.answering import Page, answers, missing
from gateway.web.files import files
from gateway.web.manifest import URL
from gateway.web.pages import (
    account,
    account_data,
    address,
    awards,
    choices,
    clients,
    data_requests,
    decide,
    decide_release,
    design,
    developers,
    entries,
    entry,
    graphiql,
    home,
    inbox,
    invitation,
    job,
    join,
    mail,
    make_account,
    matches,
    my_entries,
    organisation,
    organisation_new,
    organise_codes,
    organise_import,
    organise_jobs,
    organise_open,
    organise_people,
    organise_start,
    privacy,
    receipt,
    register,
    review,
    security,
    sign_in,
    sign_in_code,
    sign_in_mail,
    sign_in_provider,
    sign_in_second,
    tokens,
    unsubscribe,
)
from gateway.web.pages.exchange import edit as listing_edit
from gateway.web.pages.exchange import enquiry as listing_enquiry
from gateway.web.pages.exchange import image as listing_image
from gateway.web.pages.exchange import listing, listings
from gateway.web.pages.exchange import mine as my_listings
from gateway.web.pages.exchange import own as own_listing
from gateway.web.pages.exchange import review as listing_review
from gateway.web.pages.judging import chair as judging_chair
from gateway.web.pages.judging import changes as sheet_changes
from gateway.web.pages.judging import invitation as judging_invitation
from gateway.web.pages.judging import opening as award_opening
from gateway.web.pages.judging import overview as judging_overview
from gateway.web.pages.judging import setting as award_setting
from gateway.web.pages.judging import sheet as judging_sheet
from gateway.web.pages.judging import sheets as judging_sheets
from gateway.web.site import Site

STEP = "/register/{programme_id}/{entry_id}"
PAGES = (
    Page(addresses.HOME, home.show, public=True),
    Page(addresses.SIGN_IN, sign_in.show, sign_in.send, public=True),
    Page(addresses.SIGN_IN_MAIL, sign_in_mail.show, sign_in_mail.send, public=True),
    Page(addresses.SIGN_IN_LINK, sign_in_mail.show_link, sign_in_mail.press, public=True),
    Page(addresses.SIGN_IN_CODE, sign_in_code.show, sign_in_code.send, public=True),
    Page(addresses.SIGN_IN_SECOND, sign_in_second.show, sign_in_second.send, public=True),
    Page(addresses.SIGN_IN_PROVIDER, sign_in_provider.show, public=True),
    Page(addresses.SIGN_IN_BACK, sign_in_provider.back, public=True),
    Page(addresses.SECURITY, security.show, security.send),
    Page(addresses.CONFIRM, send=sign_in_mail.confirm),
    Page(addresses.DEVELOPERS, developers.show, public=True),
    Page(f"{addresses.DEVELOPERS}/schema.graphql", developers.schema, public=True),
    Page(f"{addresses.DEVELOPERS}/asyncapi.yaml", developers.events, public=True),
    Page(addresses.GRAPHIQL, graphiql.show, public=True),
    Page(addresses.DESIGN, design.show, public=True),
    Page(addresses.CLIENTS, clients.show, clients.send),
    Page(addresses.TOKENS, tokens.show, tokens.send),
    Page(addresses.SIGN_OUT, send=sign_in.leave, public=True),
    Page(addresses.MAKE_ACCOUNT, make_account.show, make_account.send, public=True),
    Page("/language/{language}", choices.language, public=True),
    Page("/theme/{theme}", choices.theme, public=True),
    Page("/register/{programme_id}", register.begin),
    Page(f"{STEP}/review", review.show, review.send),
    Page(f"{STEP}/{{step}}", register.show, register.send),
    Page("/receipt/{entry_id}", receipt.show),
    Page(addresses.MY_ENTRIES, my_entries.show),
    Page(addresses.ORGANISATIONS_NEW, organisation_new.show, organisation_new.send),
    Page(addresses.TWINS, organisation_new.twins),
    Page("/organisation/{organisation_id}", organisation.show, organisation.send),
    Page(addresses.ORGANISE, organise_start.show, organise_start.send),
    Page(addresses.ORGANISE_PEOPLE, organise_people.show, organise_people.send),
    Page(addresses.ORGANISE_CODES, organise_codes.show, organise_codes.send),
    Page(addresses.ORGANISE_NAME, organise_open.NAME.show, organise_open.NAME.send),
    Page(addresses.ORGANISE_EDITION, organise_open.EDITION.show, organise_open.EDITION.send),
    Page(addresses.ORGANISE_PROGRAMME, organise_open.PROGRAMME.show, organise_open.PROGRAMME.send),
    Page(addresses.INVITATION, invitation.show, invitation.send, public=True),
    Page(addresses.DEMO_MAIL, demo_mail.show, public=True),
    Page(f"{addresses.DEMO_MAIL}/{{mail_id}}", demo_mail.one, public=True),
    Page(f"{addresses.DEMO_MAIL}/{{mail_id}}/html", demo_mail.html, public=True),
    Page(addresses.INBOX, inbox.show, inbox.send),
    Page(addresses.MATCHES, matches.show, matches.send),
    Page("/match/{match_id}", matches.one, matches.send_one),
    Page(addresses.MAIL, mail.show, mail.send),
    Page(addresses.ACCOUNT, account.show, account.send),
    Page(addresses.ADDRESS, address.show, address.send),
    Page(addresses.JOIN, join.show, join.send, public=True),
    Page(addresses.PRIVACY, privacy.show, privacy.send),
    Page(addresses.DATA, account_data.show),
    Page(addresses.DATA_FILE, account_data.file),
    Page(addresses.DATA_REQUESTS, data_requests.show, data_requests.send),
    Page(addresses.UNSUBSCRIBE, unsubscribe.show, unsubscribe.send, public=True),
    Page("/jobs/{job_id}", job.show, job.send),
    Page("/jobs/{job_id}/sheet.pdf", organise_codes.sheet),
    Page("/jobs/{job_id}/rows.csv", organise_import.rows),
    Page(addresses.ORGANISE_JOBS, organise_jobs.show),
    Page(addresses.IMPORT, organise_import.show, organise_import.send, files=True),
    Page(addresses.IMPORT_TEMPLATE, organise_import.template),
    Page("/live/{name}", live.show, public=True),
    Page("/decide/{programme_id}", decide.show, decide.send),
    Page("/decide/{programme_id}/release", decide_release.show, decide_release.send),
    Page(addresses.EXCHANGE, listings.show, public=True),
    Page(addresses.LISTING_NEW, listing_edit.begin),
    Page(addresses.LISTING_SAVE, listing_edit.begin, listing_edit.send, files=True),
    Page(addresses.LISTINGS_MINE, my_listings.show),
    Page(f"{addresses.LISTINGS_MINE}/{{listing_id}}", own_listing.show, own_listing.send),
    Page(f"{addresses.LISTINGS_MINE}/{{listing_id}}/edit", listing_edit.show),
    Page(addresses.LISTINGS_REVIEW, listing_review.queue),
    Page(f"{addresses.LISTINGS_REVIEW}/{{listing_id}}", listing_review.show, listing_review.send),
    Page(f"{addresses.ENQUIRIES}/{{enquiry_id}}", listing_enquiry.show, listing_enquiry.send),
    Page(f"{addresses.EXCHANGE}/images/{{file_id}}", listing_image.show, public=True),
    Page(f"{addresses.EXCHANGE}/{{listing_id}}", listing.show, listing.send, public=True),
    Page(addresses.JUDGING, judging_overview.show),
    Page(f"{addresses.JUDGING}/invitation/{{judge_id}}", judging_invitation.show, judging_invitation.send),
    Page(f"{addresses.JUDGING}/rounds/{{round_id}}", judging_sheets.show),
    Page(f"{addresses.JUDGING}/rounds/{{round_id}}/chair", judging_chair.show, judging_chair.send),
    Page(f"{addresses.JUDGING}/sheets/{{sheet_id}}", judging_sheet.show, judging_sheet.send),
    Page(f"{addresses.JUDGING}/sheets/{{sheet_id}}/changes", send=sheet_changes.send),
    Page(addresses.ORGANISE_AWARDS, award_opening.show, award_opening.send),
    Page(f"{addresses.ORGANISE_AWARDS}/{{award_id}}", award_setting.show, award_setting.send),
    Page(addresses.AWARDS, awards.show_all, public=True),
    Page(f"{addresses.AWARDS}/{{award_id}}", awards.show, public=True),
    Page(f"{addresses.AWARDS}/rounds/{{round_id}}/document", awards.document, public=True),
    Page(addresses.ENTRIES, entries.show),
    Page(f"{addresses.ENTRIES}/{{entry_id}}", entry.show),
)


def mount(app: FastAPI, site: Site) -> None:
    """Adds the pages and their files, and answers what isn't there with a page where a browser asks.

    Call it once, after the application's own routes: a page's address never hides one of them. `site.assets` comes
    from `manifest.read_assets()`, which raises where nobody has built them.
    """
    app.add_route(f"{URL}/{{name}}", files(site.assets), ["GET"], include_in_schema=False)
    for page in PAGES:
        app.add_route(page.path, answers(page, site), ["GET", "POST"], include_in_schema=False)
    app.router.redirect_slashes = False  # it would redirect to whatever host the request names
    app.add_exception_handler(404, missing(site))
