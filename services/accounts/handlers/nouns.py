"""The kinds of aggregates that accounts keeps."""

from services.accounts.domain import members, organisation, person, roles, tenant
from shared.bus.nouns import Noun, Unique
from shared.contracts.accounts.refusals import MailTaken, SlugTaken, TaxCodeTaken

TENANT = Noun(
    name="tenant",
    collection="tenants",
    state=tenant.Tenant,
    apply=tenant.apply,
    places=tenant.places,
    snapshot=tenant.snapshot,
    unique=(Unique("slug", ("slug",), SlugTaken),),
)
PERSON = Noun(
    name="person",
    collection="people",
    state=person.Person,
    apply=person.apply,
    places=person.places,
    snapshot=person.snapshot,
    shape=2,
    upcasts={1: person.with_several_addresses},
    unique=(Unique("mails", ("mail_keys", "tenant_id"), MailTaken),),
)
ROLES = Noun(
    name="roles",
    collection="roles",
    state=roles.Roles,
    apply=roles.apply,
    places=roles.places,
    snapshot=roles.snapshot,
)
ORGANISATION = Noun(
    name="organisation",
    collection="organisations",
    state=organisation.Organisation,
    apply=organisation.apply,
    places=organisation.places,
    snapshot=organisation.snapshot,
    unique=(Unique("tax_code", ("tax_key", "tenant_id"), TaxCodeTaken),),
)
MEMBERS = Noun(
    name="members",
    collection="members",
    state=members.Members,
    apply=members.apply,
    places=members.places,
    snapshot=members.snapshot,
)
NOUNS = (TENANT, PERSON, ROLES, ORGANISATION, MEMBERS)
