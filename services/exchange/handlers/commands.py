"""A row for each command: its noun, its rule, and what is found for it beforehand."""

from collections.abc import Sequence

from services.exchange.domain import commands as own
from services.exchange.domain import enquiry, negotiation, notice, posting, queue, stock
from services.exchange.domain.enquiry import CONTACT, NOTE, TEXT, Enquiring
from services.exchange.domain.listing import NOTE as REVIEW_NOTE
from services.exchange.domain.listing import Listing
from services.exchange.domain.negotiation import TERMS, Offering
from services.exchange.domain.notice import Recipients
from services.exchange.domain.parties import Organisation
from services.exchange.domain.posting import Posting, Reviewing
from services.exchange.domain.stock import Accepting, Party
from services.exchange.handlers.nouns import ENQUIRY, LISTING, NEGOTIATION, NOTICE
from services.exchange.handlers.recipients import people_for
from services.exchange.ports import Needs
from shared.auth import Actor
from shared.bus.dispatch import AnyHandler, Handler, PreparedHandler
from shared.contracts.commands import Command
from shared.contracts.exchange import commands
from shared.contracts.exchange.values import ListingContent
from shared.contracts.personal import PersonText
from shared.ids import derived_id


async def sealed(actor: Actor, text: str | None, purpose: str, needs: Needs) -> PersonText | None:
    """A person's own words under the person's own key. Raises `Unavailable` while no key can be had."""
    return await needs.texts.seal(actor.id, purpose, text) if text and actor.is_person else None


async def party(_: Command, actor: Actor, needs: Needs) -> Party:
    """Who acts."""
    return Party(await needs.acts(actor))


async def saving(command: commands.SaveListing, actor: Actor, needs: Needs) -> Posting:
    """For whom it is saved."""
    acts = await needs.acts(actor, command.organisation_id)
    there = command.organisation_id in acts
    organisation = await needs.organisations.one(command.organisation_id) if there else None
    return Posting(acts, organisation, needs.new_id())


async def handing_in(command: commands.SubmitListing, actor: Actor, needs: Needs) -> Posting:
    """What the owner is called, and which of the files are there."""
    acts = await needs.acts(actor)
    listing = await needs.listing(command.listing_id)
    if listing is None or listing.organisation_id not in acts:
        return Posting(acts)
    organisation = await needs.organisations.one(listing.organisation_id)
    return Posting(acts, organisation, files=await _files(listing, organisation, needs))


async def _files(listing: Listing, organisation: Organisation | None, needs: Needs) -> dict[str, str]:
    wanted = _file_ids(listing.draft) if listing.draft else []
    if organisation is None or not wanted:
        return {}
    return dict(await needs.files.of(organisation.organisation_id, wanted))


def _file_ids(content: ListingContent) -> Sequence[str]:
    return [*(image.file_id for image in content.images), *(document.file_id for document in content.documents)]


async def reviewing(command: commands.RejectListing, actor: Actor, needs: Needs) -> Reviewing:
    """The moderator's words, sealed."""
    return Reviewing(await needs.acts(actor), await sealed(actor, command.text, REVIEW_NOTE, needs))


async def enquiring(command: commands.SendEnquiry, actor: Actor, needs: Needs) -> Enquiring:
    """The listing that is asked about, and the words, sealed for who may ask."""
    acts = await needs.acts(actor, command.organisation_id)
    listing = await needs.listing(command.listing_id)
    may = command.organisation_id in acts and listing is not None
    return Enquiring(acts, listing, await sealed(actor, command.text, TEXT, needs) if may else None)


async def declining(command: commands.DeclineEnquiry, actor: Actor, needs: Needs) -> Enquiring:
    """The words, sealed."""
    return Enquiring(await needs.acts(actor), text=await sealed(actor, command.text, NOTE, needs))


async def granting(command: commands.GrantDisclosure, actor: Actor, needs: Needs) -> Enquiring:
    """How the contact is reached, sealed."""
    return Enquiring(await needs.acts(actor), text=await sealed(actor, command.text, CONTACT, needs))


async def offering(command: commands.MakeOffer, actor: Actor, needs: Needs) -> Offering:
    """The enquiry that it is about, and the words, sealed for who may offer."""
    acts = await needs.acts(actor)
    about = await needs.enquiry(command.negotiation_id)
    may = about is not None and bool(about.parties & acts)
    return Offering(acts, about, await sealed(actor, command.text, TERMS, needs) if may else None)


async def accepting(command: commands.AcceptOffer, actor: Actor, needs: Needs) -> Accepting:
    """The negotiation as it stands, and the deal's id: whoever knows the offer knows it."""
    found = await needs.negotiation(command.negotiation_id)
    deal_id = derived_id("deal", command.negotiation_id, str(command.offer_no))
    return Accepting(await needs.acts(actor), found, deal_id)


async def recipients(command: own.TellPeople, _: Actor, needs: Needs) -> Recipients | None:
    """Whom to tell."""
    listing = await needs.listing(command.listing_id)
    if listing is None:
        return None
    about = await needs.enquiry(command.enquiry_id) if command.enquiry_id else None
    talk = await needs.negotiation(command.enquiry_id) if command.enquiry_id else None
    return Recipients(listing.tenant_id, await people_for(command.kind, listing, about, talk, needs))


COMMANDS: tuple[AnyHandler, ...] = (
    PreparedHandler(commands.SaveListing, LISTING, posting.save, saving),
    PreparedHandler(commands.SubmitListing, LISTING, posting.submit, handing_in),
    PreparedHandler(commands.ApproveListing, LISTING, posting.approve, party),
    PreparedHandler(commands.RejectListing, LISTING, posting.reject, reviewing),
    PreparedHandler(commands.PauseListing, LISTING, posting.pause, party),
    PreparedHandler(commands.ResumeListing, LISTING, posting.resume, party),
    PreparedHandler(commands.RenewListing, LISTING, posting.renew, party),
    PreparedHandler(commands.CloseListing, LISTING, posting.close, party),
    PreparedHandler(commands.SendEnquiry, ENQUIRY, enquiry.send, enquiring),
    PreparedHandler(commands.AcknowledgeEnquiry, ENQUIRY, enquiry.acknowledge, party),
    PreparedHandler(commands.QualifyEnquiry, ENQUIRY, enquiry.qualify, party),
    PreparedHandler(commands.DeclineEnquiry, ENQUIRY, enquiry.decline, declining),
    PreparedHandler(commands.AskDisclosure, ENQUIRY, enquiry.ask, party),
    PreparedHandler(commands.GrantDisclosure, ENQUIRY, enquiry.grant, granting),
    PreparedHandler(commands.RefuseDisclosure, ENQUIRY, enquiry.refuse, party),
    PreparedHandler(commands.MakeOffer, NEGOTIATION, negotiation.make_offer, offering),
    PreparedHandler(commands.WithdrawNegotiation, NEGOTIATION, negotiation.withdraw, party),
    PreparedHandler(commands.AcceptOffer, LISTING, stock.accept, accepting),
    PreparedHandler(commands.ConfirmDeal, LISTING, stock.confirm, party),
    PreparedHandler(commands.CancelDeal, LISTING, stock.cancel, party),
    Handler(own.RemindOfExpiry, LISTING, posting.remind),
    Handler(own.ExpireListing, LISTING, posting.expire),
    Handler(own.LapseDeals, LISTING, stock.lapse),
    Handler(own.LapseInvitations, LISTING, queue.lapse),
    Handler(own.JoinTalks, LISTING, queue.join),
    Handler(own.LeaveTalks, LISTING, stock.left),
    Handler(own.RemindOfEnquiry, ENQUIRY, enquiry.remind),
    Handler(own.BeginNegotiation, ENQUIRY, enquiry.begin),
    Handler(own.NoteReading, ENQUIRY, enquiry.note_reading),
    Handler(own.HoldNegotiation, NEGOTIATION, negotiation.hold),
    Handler(own.ResumeNegotiation, NEGOTIATION, negotiation.resume),
    Handler(own.AgreeNegotiation, NEGOTIATION, negotiation.agree),
    Handler(own.ExpireNegotiation, NEGOTIATION, negotiation.expire),
    PreparedHandler(own.TellPeople, NOTICE, notice.tell, recipients),
)
