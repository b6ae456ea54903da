"""Who may do what: a row for each command, asked with the state on which it is decided."""

from collections.abc import Mapping

from services.registration.domain import decision_page as pages
from services.registration.domain import edition as editions
from services.registration.domain import programme as programmes
from services.registration.domain import release as releases
from services.registration.domain.commands import (
    AnnounceDecisions,
    CountPage,
    DecideEntry,
    SealDraft,
    TakeOverEntry,
    TellDecisions,
)
from services.registration.domain.decision_page import DecisionPage, Preparing
from services.registration.domain.edition import Edition
from services.registration.domain.entry import Drafting, Entry, Submitting, places
from services.registration.domain.programme import Programme
from services.registration.domain.release import Release, Releasing
from shared.auth import Actor
from shared.bus.dispatch import May, Verdict, only_itself
from shared.contracts.accounts.roles import RoleName
from shared.contracts.commands import Command
from shared.contracts.places import Places
from shared.contracts.registration import commands
from shared.contracts.registration.values import EntryStatus


def may_open_edition(actor: Actor, command: commands.OpenEdition, edition: Edition | None, _: None) -> Verdict:
    """A client with `editions:open`, or an organiser of the tenant; an edition that is there is public."""
    here = Places(edition.tenant_id if edition else command.tenant_id)
    return _opens(actor, here) if here.tenant_id == command.tenant_id else Verdict.NO


def may_open_programme(
    actor: Actor, command: commands.OpenProgramme, programme: Programme | None, edition: Edition | None
) -> Verdict:
    """Who may open the edition; where there is none, the rule says so to whoever is signed in."""
    if edition is None:
        return Verdict.YES if actor.signed_in else Verdict.NO
    return _opens(actor, editions.places(edition))


def may_save_draft(actor: Actor, command: commands.SaveDraft, entry: Entry | None, found: Drafting) -> Verdict:
    """A person of the tenant, on their own entry."""
    return _enters(actor, entry, found.programme) if actor.is_person else Verdict.NO


def may_submit(actor: Actor, command: commands.SubmitEntry, entry: Entry | None, found: Submitting) -> Verdict:
    """A person of the tenant, or a client with `entries:import` on behalf, on their own entry."""
    if not actor.has_scope("entries:import", found.programme.tenant_id if found.programme else None):
        return _enters(actor, entry, found.programme) if actor.is_person else Verdict.NO
    return Verdict.YES if entry is None or entry.author_id == actor.id else Verdict.UNSEEN


def may_change(
    actor: Actor, command: commands.ReviseEntry | commands.WithdrawEntry, entry: Entry | None, _: object
) -> Verdict:
    """Its author, a person of the tenant."""
    if entry is not None and entry.author_id == actor.id and actor.is_person:
        return Verdict.YES if actor.tenant_id == entry.place.tenant_id else Verdict.UNSEEN
    return _nothing_to_do(actor, entry) if entry is not None else Verdict.UNSEEN


def may_prepare(
    actor: Actor, command: commands.PrepareDecisions, page: DecisionPage | None, found: Preparing | None
) -> Verdict:
    """Staff of the programme. Programmes are public: that there is none is said to whoever asks."""
    if found is None or found.programme is None:
        return Verdict.YES if found and actor.signed_in else Verdict.NO
    if not decides(actor, programmes.places(found.programme)):
        return Verdict.NO
    return Verdict.YES if page is None or decides(actor, pages.places(page)) else Verdict.UNSEEN


def may_change_page(
    actor: Actor, command: commands.ClearDecisions | commands.CloseDecisions, page: DecisionPage | None, _: object
) -> Verdict:
    """Staff of the programme; to nobody else is there a page."""
    return Verdict.YES if page is not None and decides(actor, pages.places(page)) else Verdict.UNSEEN


def may_release(
    actor: Actor, command: commands.ReleaseDecisions, release: Release | None, found: Releasing | None
) -> Verdict:
    """An organiser of the programme: a secretary prepares, and releases nothing."""
    return _releases(actor, release, found.programme if found else None)


def may_call_off(
    actor: Actor, command: commands.CallOffRelease, release: Release | None, programme: Programme | None
) -> Verdict:
    """Who may release."""
    return _releases(actor, release, programme)


def decides(actor: Actor, place: Places) -> bool:
    """Whether the actor prepares decisions at a place, and sees what is prepared there."""
    return actor.is_one_at(place, RoleName.ORGANISER, RoleName.SECRETARY)


def _releases(actor: Actor, release: Release | None, programme: Programme | None) -> Verdict:
    if programme is None:
        return Verdict.YES if actor.signed_in else Verdict.NO
    if not actor.is_one_at(programmes.places(programme), RoleName.ORGANISER):
        return Verdict.NO
    known_there = release is None or actor.is_one_at(releases.places(release), RoleName.ORGANISER)
    return Verdict.YES if known_there else Verdict.UNSEEN


def _opens(actor: Actor, place: Places) -> Verdict:
    organises = actor.is_one_at(Places(place.tenant_id), RoleName.ORGANISER)
    return Verdict.YES if actor.has_scope("editions:open", place.tenant_id) or organises else Verdict.NO


def _enters(actor: Actor, entry: Entry | None, programme: Programme | None) -> Verdict:
    """Programmes are public: that there is none is said to whoever asks, and another tenant's is forbidden, whether or
    not the entry's id is taken there."""
    if programme is not None and programme.tenant_id != actor.tenant_id:
        return Verdict.NO
    return Verdict.YES if entry is None or entry.author_id == actor.id else _nothing_to_do(actor, entry)


def _nothing_to_do(actor: Actor, entry: Entry | None) -> Verdict:
    """Whether who may do nothing may at least know of the entry."""
    return Verdict.NO if entry is None or may_see(actor, entry) else Verdict.UNSEEN


def may_see(actor: Actor, entry: Entry) -> bool:
    """A draft its author alone; what was handed in also the organisers and secretaries there, and readers by scope."""
    if entry.author_id == actor.id:
        return True
    if entry.status is EntryStatus.DRAFT:
        return False
    watches = actor.is_one_at(places(entry), RoleName.ORGANISER, RoleName.SECRETARY)
    return watches or actor.has_scope("entries:read", entry.place.tenant_id)


ACCESS: Mapping[type[Command], May] = {
    commands.OpenEdition: may_open_edition,
    commands.OpenProgramme: may_open_programme,
    commands.SaveDraft: may_save_draft,
    commands.SubmitEntry: may_submit,
    commands.ReviseEntry: may_change,
    commands.WithdrawEntry: may_change,
    commands.PrepareDecisions: may_prepare,
    commands.ClearDecisions: may_change_page,
    commands.CloseDecisions: may_change_page,
    commands.ReleaseDecisions: may_release,
    commands.CallOffRelease: may_call_off,
    TellDecisions: only_itself("registration"),
    DecideEntry: only_itself("registration"),
    CountPage: only_itself("registration"),
    AnnounceDecisions: only_itself("registration"),
    TakeOverEntry: only_itself("registration"),
    SealDraft: only_itself("registration"),
}
