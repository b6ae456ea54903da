"""What a listing says: saved by its organisation, looked at by a moderator, renewed, paused, closed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from services.exchange.domain.commands import ExpireListing, RemindOfExpiry
from services.exchange.domain.facts import (
    ExpiryReminded,
    ListingRenewed,
    ListingSaved,
    StageSet,
    VersionHandedIn,
    VersionPublished,
    VersionRejected,
    apply,
)
from services.exchange.domain.listing import (
    CLOSINGS,
    GONE,
    PUBLISHED_FOR,
    REMINDED_BEFORE,
    SHOWN,
    Listing,
    Stage,
    shown_anew,
    shown_change,
)
from services.exchange.domain.masking import tells
from services.exchange.domain.parties import Acting, Organisation
from services.exchange.domain.queue import dissolved, freed, held
from shared.contracts.context import Context
from shared.contracts.events import Event
from shared.contracts.exchange import commands, events
from shared.contracts.exchange import refusals as no
from shared.contracts.exchange.values import Direction, ListingContent, SubjectKind
from shared.contracts.personal import PersonText
from shared.errors import NotFound

Facts = Sequence[Event]
SMALL = ("price", "quantity", "transfer_modes", "documents")
"""What may be changed without a moderator: nothing in it is a text or a picture that everybody sees."""


@dataclass(frozen=True, slots=True)
class Posting:
    """What saving and handing in need beside the command: who acts, for whom, what is there of its files."""

    acting: Acting = frozenset()
    organisation: Organisation | None = None
    pseudonym: str = ""
    """A new one, for a new listing."""
    files: Mapping[str, str] | None = None
    """File → SHA-256, of those that the listing's organisation has handed in."""


@dataclass(frozen=True, slots=True)
class Reviewing:
    """What a moderator's no needs beside the command: the words, sealed."""

    acting: Acting = frozenset()
    note: PersonText | None = None


def save(listing: Listing | None, command: commands.SaveListing, context: Context, found: Posting) -> Facts:
    """What it is to say, whole. The same again changes nothing."""
    organisation = found.organisation
    if command.organisation_id not in found.acting or organisation is None:
        raise no.OrganisationNotYours
    if listing is not None:
        if listing.organisation_id != command.organisation_id:
            raise no.ListingElsewhere
        _refuse_gone(listing)
        if listing.draft == command.content:
            return ()
    saved = ListingSaved(
        listing_id=command.listing_id,
        tenant_id=organisation.tenant_id,
        organisation_id=command.organisation_id,
        pseudonym=listing.pseudonym if listing else found.pseudonym,
        author_id=listing.author_id if listing else context.actor_id,
        content=command.content,
        saved_at=context.now,
    )
    return (saved,)


def submit(listing: Listing | None, _: commands.SubmitListing, context: Context, found: Posting) -> Facts:
    """Handed in. What a moderator needn't look at is shown at once."""
    known = _there(listing)
    _refuse_gone(known)
    content = known.draft
    if content is None:
        raise no.NothingToHandIn
    _check(known, content, found)
    if known.stage in SHOWN and known.pending is None and _is_small(known.published, content):
        return _shown(known, content, known.expires_at or context.now + PUBLISHED_FOR, context.now, looked_at=False)
    handed_in = VersionHandedIn(number=known.versions + 1, content=content, at=context.now)
    said = events.ListingHandedIn(listing_id=known.listing_id, tenant_id=known.tenant_id, handed_in_at=context.now)
    return handed_in, said


def approve(listing: Listing | None, command: commands.ApproveListing, context: Context, _: object) -> Facts:
    """The version that was read is published, for ninety days from now."""
    known = _there(listing)
    _refuse_gone(known)
    content = _version(known, command.version)
    if content.quantity is not None and content.quantity < known.sold + known.reserved:
        raise no.ReviewMoved
    return _shown(known, content, context.now + PUBLISHED_FOR, context.now, looked_at=True)


def reject(listing: Listing | None, command: commands.RejectListing, context: Context, found: Reviewing) -> Facts:
    """Not published, with the reason; what was handed in is the draft again."""
    known = _there(listing)
    _version(known, command.version)
    rejected = VersionRejected(number=command.version, reason=command.reason, note=found.note, at=context.now)
    said = events.ListingRejected(listing_id=known.listing_id, tenant_id=known.tenant_id, rejected_at=context.now)
    return rejected, said


def pause(listing: Listing | None, _: commands.PauseListing, context: Context, __: object) -> Facts:
    """Shown, and takes no enquiry."""
    return _moved(listing, Stage.PAUSED, context.now)


def resume(listing: Listing | None, _: commands.ResumeListing, context: Context, __: object) -> Facts:
    """Takes enquiries again."""
    return _moved(listing, Stage.PUBLISHED, context.now)


def renew(listing: Listing | None, _: commands.RenewListing, context: Context, __: object) -> Facts:
    """Ninety days from now, also after its end."""
    known = _there(listing)
    _refuse_gone(known)
    if known.published is None:
        raise no.ListingNotPublished
    renewed = ListingRenewed(at=context.now, expires_at=context.now + PUBLISHED_FOR)
    after = apply(known, renewed)
    return renewed, shown_anew(after) if known.stage is Stage.EXPIRED else shown_change(after)


def close(listing: Listing | None, _: commands.CloseListing, context: Context, __: object) -> Facts:
    """Gone for good. Closed again changes nothing."""
    known = _there(listing)
    if known.stage is Stage.CLOSED:
        return ()
    _refuse_gone(known)
    return ended(known, Stage.CLOSED, context.now)


def expire(listing: Listing | None, _: ExpireListing, context: Context) -> Facts:
    """Gone until it is renewed."""
    if listing is None or listing.stage not in SHOWN or not listing.expires_at or listing.expires_at > context.now:
        return ()
    return ended(listing, Stage.EXPIRED, context.now)


def remind(listing: Listing | None, _: RemindOfExpiry, context: Context) -> Facts:
    """Its owner is told, once."""
    if listing is None or listing.stage not in SHOWN or listing.reminded or listing.expires_at is None:
        return ()
    if listing.expires_at - REMINDED_BEFORE > context.now:
        return ()
    said = events.ListingExpires(
        listing_id=listing.listing_id, tenant_id=listing.tenant_id, expires_at=listing.expires_at
    )
    return ExpiryReminded(), said


def ended(listing: Listing, stage: Stage, now: datetime) -> Facts:
    """No longer there; nobody is told of what was never published, and who waits is told that nothing comes."""
    moved = StageSet(stage=stage, at=now)
    if listing.published is None or listing.stage not in SHOWN:
        return (moved, *(dissolved(listing) if stage in GONE else ()))
    said = events.ListingClosed(
        listing_id=listing.listing_id, tenant_id=listing.tenant_id, reason=CLOSINGS[stage], closed_at=now
    )
    return (moved, said, *(dissolved(apply(listing, moved)) if stage in GONE else ()))


def missing(content: ListingContent) -> tuple[str, ...]:
    """What everybody must be told and isn't there yet, by the fields' names."""
    needed: dict[str, bool] = {
        "direction": content.direction is not None,
        "subject": content.subject is not None,
        "sector": content.sector is not None,
        "title": bool(content.title.vi or content.title.en),
        "summary": bool(content.summary.vi or content.summary.en),
    }
    if content.direction is Direction.OFFER and content.subject is SubjectKind.TECHNOLOGY:
        needed["trl"] = content.trl is not None
    return tuple(name for name, there in needed.items() if not there)


def _check(listing: Listing, content: ListingContent, found: Posting) -> None:
    if lacks := missing(content):
        raise no.ListingIncomplete(missing=", ".join(lacks))
    names = found.organisation.names if found.organisation else ()
    if content.masked and (told := tells(content, names)):
        raise no.MaskedTextTells(where=", ".join(told))
    known = found.files or {}
    given = {file.file_id: file.sha256 for file in content.images}
    given |= {file.file_id: file.sha256 for file in content.documents}
    if any(known.get(file_id) != sha256 for file_id, sha256 in given.items()):
        raise no.FileUnknown
    taken = listing.sold + listing.reserved
    if content.quantity is not None and content.quantity < taken:
        raise no.QuantityTooSmall(taken=taken)


def _is_small(published: ListingContent | None, content: ListingContent) -> bool:
    """Whether nothing has changed but what needs no moderator."""
    return published is not None and published.model_copy(update={n: getattr(content, n) for n in SMALL}) == content


def _shown(listing: Listing, content: ListingContent, expires_at: datetime, now: datetime, *, looked_at: bool) -> Facts:
    shown = VersionPublished(content=content, at=now, expires_at=expires_at, looked_at=looked_at)
    after = apply(listing, shown)
    said = shown_change(after) if listing.stage in SHOWN else shown_anew(after)
    return shown, said, *(held(after) if after.free == 0 else freed(after, now))


def _moved(listing: Listing | None, stage: Stage, now: datetime) -> Facts:
    known = _there(listing)
    if known.stage not in SHOWN:
        raise no.ListingNotPublished
    if known.stage is stage:
        return ()
    moved = StageSet(stage=stage, at=now)
    return moved, shown_change(apply(known, moved))


def _version(listing: Listing, number: int) -> ListingContent:
    if listing.pending is None:
        raise no.NothingToReview
    if listing.pending.number != number:
        raise no.ReviewMoved
    return listing.pending.content


def _there(listing: Listing | None) -> Listing:
    if listing is None:
        raise NotFound
    return listing


def _refuse_gone(listing: Listing) -> None:
    if listing.stage in GONE:
        raise no.ListingClosedAlready
