"""What a mail of each kind says beside its subject: `{placeholders}` come from a fixed list, by plain substitution.

`{name}` of the recipient, `{until}` when the link ends or what is offered does, `{role}`.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from shared.contracts.notifications.values import MessageKind
from shared.errors import N_


@dataclass(frozen=True, slots=True)
class Letter:
    """The parts of a mail, in the order in which they are read; the code stands after its hint, where there is one."""

    before: tuple[str, ...]
    button: str
    code_hint: str | None = None
    after: tuple[str, ...] = ()
    line: str | None = None
    """The subject, where it is another than that of its kind; so the path."""
    path: str | None = None


LETTERS: Mapping[MessageKind, Letter] = {
    MessageKind.SIGN_IN: Letter(
        before=(N_("Press the button in the browser in which you asked to sign in. It works once, until {until}."),),
        button=N_("Sign in to Techfest"),
        code_hint=N_("Or type these six digits where you asked, on any device:"),
        after=(N_("If you didn't ask for this, do nothing: without this mail nobody can sign in."),),
    ),
    MessageKind.WELCOME: Letter(
        before=(
            N_("Your account is ready. This is how it goes on:"),
            N_("1. Choose a programme and fill in your entry; each step is saved, and you can go on any day."),
            N_("2. Hand it in before the deadline. You get a receipt with a code at once."),
            N_("3. Whatever happens to your entry is told in your inbox and by mail."),
        ),
        button=N_("Open Techfest"),
    ),
    MessageKind.INVITATION: Letter(
        before=(
            N_("You are invited to take part as {role}."),
            N_("Press the button to look at the invitation and to accept it. It holds until {until}."),
        ),
        button=N_("See the invitation"),
        after=(N_("If you don't know what this is about, do nothing."),),
    ),
    MessageKind.PASSWORD_CHANGED: Letter(
        before=(
            N_("The password of your account was changed just now. All other devices are signed out."),
            N_("If that wasn't you, sign in by a link that is mailed to you, and choose a new password at once."),
        ),
        button=N_("Open your account"),
    ),
    MessageKind.ROLE_GRANTED: Letter(
        before=(N_("From now on you are: {role}."), N_("What you can do now is shown on your page.")),
        button=N_("Open Techfest"),
    ),
    MessageKind.ROLE_REVOKED: Letter(
        before=(
            N_("This role was taken from you: {role}."),
            N_("If you think that this is a mistake, write to the organiser."),
        ),
        button=N_("Open Techfest"),
    ),
    MessageKind.JOIN_ASKED: Letter(
        before=(
            N_("Somebody asks to join an organisation that you administer."),
            N_("Look who it is, then let them in or say no."),
        ),
        button=N_("See who asks"),
    ),
    MessageKind.JOIN_ADMITTED: Letter(
        before=(N_("You were let into the organisation. You can work on its entries now."),),
        button=N_("Open the organisation"),
    ),
    MessageKind.ORGANISATION_VERIFIED: Letter(
        before=(N_("A moderator has compared your organisation with the register of enterprises; they agree."),),
        button=N_("Open the organisation"),
    ),
    MessageKind.DATA_REQUESTED: Letter(
        before=(
            N_("We have what you ask about your personal data. You get an answer within two working days."),
            N_("If you asked to have it erased: once that is done, we can't write to you any more."),
            N_("Until it is answered you can take the request back on the page of your data."),
        ),
        button=N_("See the request"),
    ),
    MessageKind.DATA_ANSWERED: Letter(
        before=(N_("What you asked about your personal data is closed. What came of it is shown on your page."),),
        button=N_("See the answer"),
    ),
    MessageKind.DATA_ERASED: Letter(
        before=(
            N_("As you asked, your name, addresses and texts are being erased everywhere. This can't be undone."),
            N_("This is the last mail that you get from us."),
        ),
        button=N_("Open Techfest"),
    ),
    MessageKind.ENTRY_SUBMITTED: Letter(
        before=(
            N_("Your entry has arrived. Keep its receipt: with its code anybody can check when you handed it in."),
            N_("Until the deadline you can still correct it."),
        ),
        button=N_("See the receipt"),
    ),
    MessageKind.ENTRY_WITHDRAWN: Letter(
        before=(N_("Your entry is withdrawn and is not judged."),),
        button=N_("See your entries"),
    ),
    MessageKind.ENTRY_ACCEPTED: Letter(
        before=(
            N_("Good news: your entry takes part."),
            N_("What comes next, and what the organiser says to you, is shown with your entry."),
        ),
        button=N_("See the decision"),
    ),
    MessageKind.ENTRY_REJECTED: Letter(
        before=(
            N_("Your entry was looked at with care, and can't take part this time."),
            N_("The reason, and what the organiser says to you, is shown with your entry."),
        ),
        button=N_("See the decision"),
    ),
    MessageKind.MATCH_SUGGESTED: Letter(
        before=(
            N_("An offer and a need fit together, and one of them is your organisation's."),
            N_("See how well, and why. Say whether it is of interest: the other side learns of it once both say so."),
        ),
        button=N_("See the match"),
    ),
    MessageKind.MATCH_MUTUAL: Letter(
        before=(N_("You and the other side are both interested in a match. It is time to talk."),),
        button=N_("See the match"),
    ),
    MessageKind.JOB_DONE: Letter(
        before=(
            N_("The work that you started has ended. What came of it, and whether it needs a look, is shown here."),
        ),
        button=N_("See what came of it"),
    ),
    MessageKind.JUDGE_INVITED: Letter(
        before=(
            N_("You are asked to judge entries for an award of Techfest."),
            N_("Say yes or no on the page of the invitation. Until you accept, no entry is given to you."),
        ),
        button=N_("See the invitation"),
    ),
    MessageKind.LISTING_WAITS: Letter(
        before=(
            N_("An organisation has handed in a listing. Nobody sees it before you, or another moderator, publish it."),
        ),
        button=N_("Review the listing"),
    ),
    MessageKind.LISTING_PUBLISHED: Letter(
        before=(
            N_("Your listing is on the exchange now, for everybody to find."),
            N_("Offers and needs that fit it are told to you as they come."),
        ),
        button=N_("See the listing"),
    ),
    MessageKind.LISTING_REJECTED: Letter(
        before=(
            N_("A moderator did not publish your listing as it is. The reason is shown with it."),
            N_("Change what is asked for, and hand it in again; nothing you wrote is lost."),
        ),
        button=N_("See the reason"),
    ),
    MessageKind.LISTING_EXPIRES: Letter(
        before=(
            N_("Your listing is taken from the exchange at {until}, unless you renew it."),
            N_("If it is still good, one button keeps it there for another ninety days."),
        ),
        button=N_("Renew the listing"),
    ),
    MessageKind.LISTING_EXPIRED: Letter(
        before=(
            N_("Nobody renewed your listing in ninety days, so it is no longer shown."),
            N_("If it is still good, one button puts it back as it was."),
        ),
        button=N_("Renew the listing"),
    ),
    MessageKind.ENQUIRY_SENT: Letter(
        before=(
            N_("An organisation is interested in your listing and has written to you."),
            N_("Answer soon: most deals are made with whoever answers first."),
        ),
        button=N_("Read the enquiry"),
    ),
    MessageKind.ENQUIRY_STALE: Letter(
        before=(
            N_("Nobody has gone on with an enquiry for a week."),
            N_("A short answer is enough, a no as well: then the other side knows where it stands."),
        ),
        button=N_("Open the enquiry"),
    ),
    MessageKind.ENQUIRY_DECLINED: Letter(
        before=(
            N_("The owner of the listing does not take your enquiry further. The reason is shown with it."),
            N_("Other listings may fit what you look for."),
        ),
        button=N_("See the reason"),
    ),
    MessageKind.DISCLOSURE_ASKED: Letter(
        before=(
            N_("Somebody who asks about your listing wants to see more than everybody sees."),
            N_("You decide what you show, and every look at it is written down."),
        ),
        button=N_("Decide what to show"),
    ),
    MessageKind.DISCLOSURE_GRANTED: Letter(
        before=(
            N_("The owner of a listing shows you more of it than everybody sees."),
            N_("It is meant for your organisation alone, and every look at it is written down."),
        ),
        button=N_("See what is shown"),
    ),
    MessageKind.OFFER_MADE: Letter(
        before=(
            N_("The other side has made you an offer. It is good until {until}."),
            N_("Accept it, answer by an offer of yours, or say no."),
        ),
        button=N_("See the offer"),
    ),
    MessageKind.NEGOTIATION_INVITED: Letter(
        before=(
            N_("What you were negotiating about was reserved for another; it is free again, and it is your turn."),
            N_("Go on soon: after a while the next one is invited, too."),
        ),
        button=N_("Go on negotiating"),
    ),
    MessageKind.DEAL_RESERVED: Letter(
        before=(
            N_("An offer was accepted, and the goods are kept for you both until {until}."),
            N_("Confirm the deal before then. It counts once both sides have confirmed it."),
        ),
        button=N_("Confirm the deal"),
    ),
    MessageKind.DEAL_CONFIRMED: Letter(
        before=(
            N_("Both sides have confirmed. The deal is recorded, with its value and its date."),
            N_("What you have agreed on is kept there for both of you."),
        ),
        button=N_("See the deal"),
    ),
    MessageKind.DEAL_CANCELLED: Letter(
        before=(
            N_("What was reserved is free again: it was not confirmed in time, or one side took it back."),
            N_("You can go on negotiating, if both still want to."),
        ),
        button=N_("See what happened"),
    ),
}

PROOF = Letter(
    line=N_("Is this account yours, too?"),
    before=(
        N_(
            "Somebody who is signed in to another account says that this one is theirs as well, and wants to join both."
        ),
        N_("If that is you, press the button in the browser in which you asked. It works once, until {until}."),
    ),
    button=N_("Yes, it is mine"),
    path="/account/join?token={token}",
    code_hint=N_("Or type these six digits where you asked, on any device:"),
    after=(N_("If it isn't you, do nothing and give the digits to nobody: nothing is joined without them."),),
)
"""In place of the letter to sign in with, where the link proves that an account is one's own."""

CONFIRM = Letter(
    line=N_("Confirm your mail address"),
    before=(
        N_("An account was made with this address. Is it yours?"),
        N_("Press the button in the browser in which you made it. It works once, until {until}."),
    ),
    button=N_("Yes, this address is mine"),
    code_hint=N_("Or type these six digits where you made the account:"),
    after=(N_("If you made no account, do nothing: without this mail nobody has one with your address."),),
)
"""In place of the letter to sign in with, where an account was made with an address that is nobody's yet."""
JOIN = Letter(
    line=N_("You have an account already"),
    before=(
        N_("Somebody, perhaps you, has begun a new account with this address. You have one already."),
        N_(
            "If it was you, press the button in the browser in which you began it: you are signed in to your account, "
            "and the new one is joined with it. It works once, until {until}."
        ),
    ),
    button=N_("Sign in to my account"),
    code_hint=N_("Or type these six digits where you began it:"),
    after=(N_("If it wasn't you, do nothing and give the digits to nobody: your account stays as it is."),),
)
"""In its place where the address is an account's already: nobody but its owner reads that."""
OF_PURPOSE = {"prove": PROOF, "confirm": CONFIRM, "join": JOIN}
"""Letters of mailed links, by what accounts says that the link is for."""

GREETING = N_("Hello {name},")
GREETING_NOBODY = N_("Hello,")
"""To who has no name that can be shown."""
LINK_HINT = N_("If the button doesn't work, copy this address into your browser:")
WHY_INVITED = N_("You get this because somebody gave your address for an invitation.")
UNSUBSCRIBE = N_("Get no more mails of this kind")
"""The link below a mail that can be done without."""
