"""An entry that names another tenant's organisation tells nothing of it."""

from gateway.projections import COPIES, PROJECTED
from shared.contracts.accounts import events as accounts
from tests.gateway import facts
from tests.shared.bus.read.interleavings import demand_one_model

FOREIGN = facts.organisation("organisation-1", "Công ty của Huế", tenant_id=facts.OTHER_TENANT)
RENAMED = facts.told(accounts.OrganisationSnapshot(**{**FOREIGN.event.model_dump(), "name": "Tên khác"}), 2)


async def test_nothing_of_another_tenants_organisation_is_kept_in_an_entry(database):
    streams = [[facts.entry("entry-001", "Gạch không nung")], [FOREIGN, RENAMED]]
    model = await demand_one_model(database, PROJECTED, COPIES, streams)
    (entry,) = model["entries"]
    (into_entries,) = (copy for copy in COPIES if copy.into == "entries")
    copied = dict.fromkeys(into_entries.fields)
    assert entry["organisation"] == {"id": "organisation-1", "v": 2, **copied}
