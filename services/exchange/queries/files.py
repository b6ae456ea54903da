"""Who may be given a link to a file."""

from services.exchange.domain.listing import SHOWN, Listing
from services.exchange.domain.masking import public
from services.exchange.ports import Enquiries, FileReaders, Needs, moderates
from shared.auth import Actor
from shared.contracts.exchange.values import DisclosureLevel
from shared.files.values import StoredFile


async def may_read_file(
    actor: Actor, file: StoredFile, listings: FileReaders, enquiries: Enquiries, needs: Needs
) -> bool:
    """Its organisation, the moderators of a listing that it is in, everybody where the listing shows it as a picture,
    and those to whom the documents were disclosed."""
    acts = await needs.acts(actor)
    if file.owner_id in acts:
        return True
    found = await listings.with_file(file.file_id)
    if any(moderates(actor, one.tenant_id) or _is_picture(one, file.file_id) for one in found):
        return True
    papers = [one for one in found if _is_document(one, file.file_id)]
    return any([await _is_disclosed(one, acts, enquiries) for one in papers]) if acts else False


def _is_picture(listing: Listing, file_id: str) -> bool:
    if listing.published is None or listing.stage not in SHOWN:
        return False
    return file_id in (image.file_id for image in public(listing.published).images)


def _is_document(listing: Listing, file_id: str) -> bool:
    return listing.published is not None and file_id in (one.file_id for one in listing.published.documents)


async def _is_disclosed(listing: Listing, acts: frozenset[str], enquiries: Enquiries) -> bool:
    asked = await enquiries.of_parties(acts, listing.listing_id)
    return any(one.enquirer_id in acts and one.shows(DisclosureLevel.DOCUMENTS) for one in asked)
