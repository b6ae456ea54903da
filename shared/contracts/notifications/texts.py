"""What a mail and the inbox both say of a message: a line (the mail's subject), and where its matter is found."""

from collections.abc import Mapping

from shared.contracts.accounts.roles import RoleName
from shared.contracts.notifications.values import MessageKind, Topic
from shared.errors import N_

LINES: Mapping[MessageKind, str] = {
    MessageKind.SIGN_IN: N_("Your link to sign in to Techfest"),
    MessageKind.WELCOME: N_("Welcome to Techfest"),
    MessageKind.INVITATION: N_("You are invited to Techfest"),
    MessageKind.PASSWORD_CHANGED: N_("Your password was changed"),
    MessageKind.ROLE_GRANTED: N_("You have a new role"),
    MessageKind.ROLE_REVOKED: N_("A role of yours has ended"),
    MessageKind.JOIN_ASKED: N_("Somebody asks to join your organisation"),
    MessageKind.JOIN_ADMITTED: N_("You belong to the organisation now"),
    MessageKind.ORGANISATION_VERIFIED: N_("Your organisation is verified"),
    MessageKind.DATA_REQUESTED: N_("We have your request about your data"),
    MessageKind.DATA_ANSWERED: N_("Your request about your data is closed"),
    MessageKind.DATA_ERASED: N_("Your data are being erased"),
    MessageKind.ENTRY_SUBMITTED: N_("Your entry is handed in"),
    MessageKind.ENTRY_WITHDRAWN: N_("Your entry is withdrawn"),
    MessageKind.ENTRY_ACCEPTED: N_("Your entry is accepted"),
    MessageKind.ENTRY_REJECTED: N_("The decision on your entry"),
    MessageKind.JOB_DONE: N_("The work that you started has ended"),
    MessageKind.MATCH_SUGGESTED: N_("A new match for your listing"),
    MessageKind.MATCH_MUTUAL: N_("Both sides are interested"),
    MessageKind.JUDGE_INVITED: N_("You are asked to judge"),
    MessageKind.LISTING_WAITS: N_("A listing waits for your review"),
    MessageKind.LISTING_PUBLISHED: N_("Your listing is published"),
    MessageKind.LISTING_REJECTED: N_("Your listing needs a change"),
    MessageKind.LISTING_EXPIRES: N_("Your listing ends soon"),
    MessageKind.LISTING_EXPIRED: N_("Your listing has ended"),
    MessageKind.ENQUIRY_SENT: N_("Somebody asks about your listing"),
    MessageKind.ENQUIRY_STALE: N_("An enquiry has waited for a week"),
    MessageKind.ENQUIRY_DECLINED: N_("The answer to your enquiry"),
    MessageKind.DISCLOSURE_ASKED: N_("Somebody asks to see more of your listing"),
    MessageKind.DISCLOSURE_GRANTED: N_("You can see more of a listing now"),
    MessageKind.OFFER_MADE: N_("You have an offer"),
    MessageKind.NEGOTIATION_INVITED: N_("It is your turn again"),
    MessageKind.DEAL_RESERVED: N_("A deal waits for your confirmation"),
    MessageKind.DEAL_CONFIRMED: N_("The deal is confirmed"),
    MessageKind.DEAL_CANCELLED: N_("A reservation has ended"),
}

PATHS: Mapping[MessageKind, str] = {
    MessageKind.SIGN_IN: "/sign-in/link?token={token}",
    MessageKind.WELCOME: "/",
    MessageKind.INVITATION: "/invitation?token={token}",
    MessageKind.PASSWORD_CHANGED: "/account/security",
    MessageKind.ROLE_GRANTED: "/",
    MessageKind.ROLE_REVOKED: "/",
    MessageKind.JOIN_ASKED: "/organisation/{id}",
    MessageKind.JOIN_ADMITTED: "/organisation/{id}",
    MessageKind.ORGANISATION_VERIFIED: "/organisation/{id}",
    MessageKind.DATA_REQUESTED: "/account/data",
    MessageKind.DATA_ANSWERED: "/account/data",
    MessageKind.DATA_ERASED: "/",
    MessageKind.ENTRY_SUBMITTED: "/receipt/{id}",
    MessageKind.ENTRY_WITHDRAWN: "/my-entries",
    MessageKind.ENTRY_ACCEPTED: "/receipt/{id}",
    MessageKind.ENTRY_REJECTED: "/receipt/{id}",
    MessageKind.JOB_DONE: "/jobs/{id}",
    MessageKind.MATCH_SUGGESTED: "/match/{id}",
    MessageKind.MATCH_MUTUAL: "/match/{id}",
    MessageKind.JUDGE_INVITED: "/judging/invitation/{id}",
    MessageKind.LISTING_WAITS: "/exchange/review/{id}",
    MessageKind.LISTING_PUBLISHED: "/exchange/{id}",
    MessageKind.LISTING_REJECTED: "/exchange/mine/{id}",
    MessageKind.LISTING_EXPIRES: "/exchange/mine/{id}",
    MessageKind.LISTING_EXPIRED: "/exchange/mine/{id}",
    MessageKind.ENQUIRY_SENT: "/exchange/enquiries/{id}",
    MessageKind.ENQUIRY_STALE: "/exchange/enquiries/{id}",
    MessageKind.ENQUIRY_DECLINED: "/exchange/enquiries/{id}",
    MessageKind.DISCLOSURE_ASKED: "/exchange/enquiries/{id}",
    MessageKind.DISCLOSURE_GRANTED: "/exchange/enquiries/{id}",
    MessageKind.OFFER_MADE: "/exchange/enquiries/{id}",
    MessageKind.NEGOTIATION_INVITED: "/exchange/enquiries/{id}",
    MessageKind.DEAL_RESERVED: "/exchange/enquiries/{id}",
    MessageKind.DEAL_CONFIRMED: "/exchange/enquiries/{id}",
    MessageKind.DEAL_CANCELLED: "/exchange/enquiries/{id}",
}
"""The page that goes on from a message: `{id}` of its first subject, `{token}` of a mailed link."""

TOPICS: Mapping[Topic, str] = {
    Topic.ENTRIES: N_("Mails about your entries"),
    Topic.ORGANISATIONS: N_("Mails about your organisations"),
    Topic.ROLES: N_("Mails about your roles"),
    Topic.JOBS: N_("Mails about long work that has ended"),
    Topic.MATCHES: N_("Mails about matches for your listings"),
    Topic.EXCHANGE: N_("Mails about listings, enquiries and deals"),
}

REASONS: Mapping[Topic, str] = {
    Topic.ENTRIES: N_("You get these because you hand in entries, or withdraw them."),
    Topic.ORGANISATIONS: N_("You get these because you belong to an organisation, lead it, or have registered it."),
    Topic.ROLES: N_("You get these because somebody gives you a role, or takes one away."),
    Topic.MATCHES: N_("You get these because an organisation of yours offers or needs something on the exchange."),
    Topic.EXCHANGE: N_("You get these because an organisation of yours is on the exchange, or you moderate it."),
    Topic.JOBS: N_("You get these because you started an import or a print that takes a while."),
}

ALWAYS = N_("You get this because it concerns your account itself; such mails can't be switched off.")
"""Why a person gets what can't be switched off."""

ROLES: Mapping[RoleName, str] = {
    RoleName.ORGANISER: N_("organiser"),
    RoleName.SECRETARY: N_("secretary"),
    RoleName.MODERATOR: N_("moderator"),
    RoleName.CHAIR: N_("chair"),
    RoleName.JUDGE: N_("judge"),
    RoleName.ENTRANT: N_("entrant"),
    RoleName.EXCHANGE_MEMBER: N_("member of the exchange"),
    RoleName.DOOR: N_("door staff"),
    RoleName.VISITOR: N_("visitor"),
}

ROLE_NOUN = "role_"
"""A message about a role has a subject whose noun is this and the role's name; its id is that of the place."""
