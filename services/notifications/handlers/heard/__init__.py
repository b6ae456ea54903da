"""Who is told of what: a table, heard event → the messages that it makes, and whose things are."""

from services.notifications.handlers.heard import exchange, judging, matches, owners, people, things
from shared.bus.reactions import Ask, Do, Keep, Reactions, merged
from shared.contracts.accounts import events as accounts
from shared.contracts.exchange import events as trade
from shared.contracts.judging import events as judged
from shared.contracts.matchmaking import events as matchmaking
from shared.contracts.registration import events as registration

_OWNED: Reactions = {
    event: (Keep(owners.owner_rows),)
    for event in (
        accounts.OrganisationRegistered,
        accounts.OrganisationSnapshot,
        registration.EntrySubmitted,
        registration.EntrySnapshot,
        registration.EntryTakenOver,
    )
}
_BELONGING: Reactions = {
    accounts.MembershipChanged: (Keep(matches.member_rows),),
    accounts.MembersSnapshot: (Keep(matches.member_rows),),
    matchmaking.MatchSuggested: (Keep(matches.match_rows),),
    matchmaking.MatchRescored: (Keep(matches.match_rows),),
    matchmaking.MatchSnapshot: (Keep(matches.match_rows),),
}
_TOLD: Reactions = {
    accounts.SignInAsked: (Ask("mail the link", people.sign_in_asked),),
    accounts.InvitationSent: (Ask("mail the invitation", people.invitation_sent),),
    accounts.PersonRegistered: (Ask("welcome", people.person_registered),),
    accounts.PasswordChanged: (Ask("tell of the password", people.password_changed),),
    accounts.RoleGranted: (Ask("tell of the role", people.role_granted),),
    accounts.RoleRevoked: (Ask("tell of the role", people.role_revoked),),
    accounts.MembershipChanged: (Ask("tell of the membership", things.membership_changed),),
    accounts.OrganisationVerified: (Ask("tell of the verification", things.organisation_verified),),
    accounts.DataRequested: (Ask("confirm the request", people.data_requested),),
    accounts.DataRequestClosed: (
        Ask("tell of the answer", people.data_request_closed),
        Ask("stop mails", people.processing_stopped),
    ),
    accounts.PersonErased: (Ask("forget", people.person_erased),),
    accounts.JobChanged: (Ask("tell of the end", things.job_changed),),
    matchmaking.MatchSuggested: (Do(matches.match_suggested),),
    matchmaking.InterestShown: (Do(matches.interest_shown),),
    trade.PeopleTold: (Ask("tell of the exchange", exchange.people_told),),
    judged.JudgeInvited: (Ask("invite the judge", judging.judge_invited),),
    registration.EntrySubmitted: (Ask("confirm the entry", things.entry_submitted),),
    registration.DecisionsAnnounced: (Ask("tell of the decisions", things.decisions_announced),),
    registration.EntryWithdrawn: (Ask("confirm the withdrawal", things.entry_withdrawn),),
}

HEARD: Reactions = merged(_OWNED, _BELONGING, _TOLD)
"""Whose a thing is, is kept before the messages that ask for it. No rule here asks for roles: none are kept."""
