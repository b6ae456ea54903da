"""Who may import organisations: organisers of the whole tenant, and clients that register on behalf of others."""

from collections.abc import Mapping

from services.accounts.domain.imported import ImportOrganisation
from shared.auth import Actor
from shared.bus.dispatch import May, Verdict, only_itself
from shared.bus.jobs import Job
from shared.contracts.accounts.commands import AdoptImport, RequestOrganisationImport
from shared.contracts.accounts.roles import RoleName
from shared.contracts.commands import Command
from shared.contracts.places import Places


def may_import(actor: Actor, tenant_id: str) -> bool:
    """Whether somebody may import into a tenant, and so upload files for it."""
    organises = actor.is_one_at(Places(tenant_id), RoleName.ORGANISER)
    return organises or actor.has_scope("entries:import", tenant_id)


def may_request(actor: Actor, command: RequestOrganisationImport, job: Job | None, _: object) -> Verdict:
    """Another's job isn't seen."""
    if job is not None and job.requested_by != actor.id:
        return Verdict.UNSEEN
    return Verdict.YES if may_import(actor, command.tenant_id) else Verdict.NO


def may_adopt(actor: Actor, command: AdoptImport, job: Job | None, _: object) -> Verdict:
    """Who asked for it, as long as they may import: they alone have seen the plan."""
    if job is None or job.requested_by != actor.id:
        return Verdict.UNSEEN
    return Verdict.YES if may_import(actor, job.tenant_id) else Verdict.NO


ACCESS: Mapping[type[Command], May] = {
    RequestOrganisationImport: may_request,
    AdoptImport: may_adopt,
    ImportOrganisation: only_itself("accounts"),
}
