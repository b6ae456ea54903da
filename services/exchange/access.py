"""Who may do what: a row for each command, asked with the state on which it is decided.

Members act for their organisation. Moderators and organisers of the tenant look at what was handed in, and may take
away what is published. What isn't published is there for its organisation and the moderators alone.
"""

from collections.abc import Mapping
from typing import Any, Protocol

from services.exchange.domain import commands as own
from services.exchange.domain.enquiry import Enquiring, Enquiry
from services.exchange.domain.listing import Listing
from services.exchange.domain.negotiation import Negotiation, Offering
from services.exchange.domain.parties import Acting
from services.exchange.domain.stock import Accepting
from services.exchange.ports import moderates
from shared.auth import Actor
from shared.bus.dispatch import May, Verdict, only_itself
from shared.contracts.commands import Command
from shared.contracts.exchange import commands


class Acts(Protocol):
    """What was found for every command of a person: for whom they act."""

    @property
    def acting(self) -> Acting:
        """The organisations."""
        ...


def sees(actor: Actor, listing: Listing, acting: Acting) -> bool:
    """Whether somebody may know of a listing at all; what was published once is no secret in its tenant."""
    if listing.organisation_id in acting or moderates(actor, listing.tenant_id):
        return True
    return listing.published is not None and actor.tenant_id == listing.tenant_id and actor.is_person


def may_save(actor: Actor, _: Command, __: Listing | None, ___: object) -> Verdict:
    """A person; the rule asks for which organisation."""
    return Verdict.YES if actor.is_person else Verdict.NO


def may_change(actor: Actor, _: Command, listing: Listing | None, found: Acts) -> Verdict:
    """A member of its organisation."""
    if listing is None:
        return Verdict.UNSEEN
    return Verdict.YES if listing.organisation_id in found.acting else _hidden(actor, listing, found.acting)


def may_take_away(actor: Actor, command: Command, listing: Listing | None, found: Acts) -> Verdict:
    """A member of its organisation, or who moderates."""
    if listing is not None and moderates(actor, listing.tenant_id):
        return Verdict.YES
    return may_change(actor, command, listing, found)


def may_review(actor: Actor, _: Command, listing: Listing | None, found: Acts) -> Verdict:
    """Who moderates; a member can't let their own through unless they do."""
    if listing is None:
        return Verdict.UNSEEN
    return Verdict.YES if moderates(actor, listing.tenant_id) else _hidden(actor, listing, found.acting)


def may_enquire(actor: Actor, command: commands.SendEnquiry, _: Enquiry | None, found: Enquiring) -> Verdict:
    """A person of the listing's tenant; the rule asks for which organisation."""
    if not actor.is_person:
        return Verdict.NO
    if command.organisation_id not in found.acting:
        return Verdict.YES
    return Verdict.YES if found.listing and sees(actor, found.listing, found.acting) else Verdict.UNSEEN


def may_answer(_: Actor, __: Command, enquiry: Enquiry | None, found: Acts) -> Verdict:
    """A member of the listing's organisation; who has asked may not."""
    if enquiry is None or not enquiry.parties & found.acting:
        return Verdict.UNSEEN
    return Verdict.YES if enquiry.owner_id in found.acting else Verdict.NO


def may_ask(_: Actor, __: Command, enquiry: Enquiry | None, found: Acts) -> Verdict:
    """A member of the organisation that has asked; who is asked may not."""
    if enquiry is None or not enquiry.parties & found.acting:
        return Verdict.UNSEEN
    return Verdict.YES if enquiry.enquirer_id in found.acting else Verdict.NO


def may_offer(_: Actor, __: Command, ___: Negotiation | None, found: Offering) -> Verdict:
    """A member of either organisation of the enquiry."""
    parties = found.enquiry.parties if found.enquiry else frozenset()
    return Verdict.YES if parties & found.acting else Verdict.UNSEEN


def may_withdraw(_: Actor, __: Command, negotiation: Negotiation | None, found: Acts) -> Verdict:
    """A member of either side."""
    parties = negotiation.parties if negotiation else frozenset()
    return Verdict.YES if parties & found.acting else Verdict.UNSEEN


def may_accept(_: Actor, __: Command, ___: Listing | None, found: Accepting) -> Verdict:
    """A member of either side of the negotiation; the rule asks whose turn it is."""
    parties = found.negotiation.parties if found.negotiation else frozenset()
    return Verdict.YES if parties & found.acting else Verdict.UNSEEN


def may_conclude(
    _: Actor, command: commands.ConfirmDeal | commands.CancelDeal, listing: Listing | None, found: Acts
) -> Verdict:
    """A member of either side of the deal."""
    if listing is None:
        return Verdict.UNSEEN
    deal = listing.deal(command.deal_id)
    sides = {listing.organisation_id, *([deal.counterpart_id] if deal else [])}
    return Verdict.YES if sides & found.acting else Verdict.UNSEEN


def _hidden(actor: Actor, listing: Listing, acting: Acting) -> Verdict:
    return Verdict.NO if sees(actor, listing, acting) else Verdict.UNSEEN


_INTERNAL: tuple[type[Command], ...] = (
    own.RemindOfExpiry,
    own.ExpireListing,
    own.LapseDeals,
    own.LapseInvitations,
    own.JoinTalks,
    own.LeaveTalks,
    own.RemindOfEnquiry,
    own.BeginNegotiation,
    own.NoteReading,
    own.HoldNegotiation,
    own.ResumeNegotiation,
    own.AgreeNegotiation,
    own.ExpireNegotiation,
    own.TellPeople,
)
_ITSELF: Any = only_itself("exchange")

ACCESS: Mapping[type[Command], May] = {
    commands.SaveListing: may_save,
    commands.SubmitListing: may_change,
    commands.ApproveListing: may_review,
    commands.RejectListing: may_review,
    commands.PauseListing: may_take_away,
    commands.ResumeListing: may_change,
    commands.RenewListing: may_change,
    commands.CloseListing: may_take_away,
    commands.SendEnquiry: may_enquire,
    commands.AcknowledgeEnquiry: may_answer,
    commands.QualifyEnquiry: may_answer,
    commands.DeclineEnquiry: may_answer,
    commands.AskDisclosure: may_ask,
    commands.GrantDisclosure: may_answer,
    commands.RefuseDisclosure: may_answer,
    commands.MakeOffer: may_offer,
    commands.WithdrawNegotiation: may_withdraw,
    commands.AcceptOffer: may_accept,
    commands.ConfirmDeal: may_conclude,
    commands.CancelDeal: may_conclude,
    **dict.fromkeys(_INTERNAL, _ITSELF),
}
