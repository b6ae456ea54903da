"""A program over the generated client: `python using.py <where it was made> <url> <websocket url> <token>`.

Prints a line of JSON for each thing it was answered.
"""

import asyncio
import json
import sys
from contextlib import aclosing

made, url, live, token = sys.argv[1:]
sys.path.insert(0, made)

from techfest_client import (  # type: ignore[import-not-found] # noqa: E402 - made just now
    EntryFilter,
    EntryOrder,
    EntryOrderField,
    EntryStatus,
    RegisterOrganisationInput,
    TechfestClient,
    TenantFilter,
)

BEARER = {"Authorization": f"Bearer {token}"}


def say(*told: object) -> None:
    """Prints what was told."""
    print(json.dumps(told, default=str))


async def main() -> None:
    """Asks, writes, reads and watches."""
    async with TechfestClient(url=url, headers=BEARER, ws_url=live, ws_connection_init_payload=BEARER) as client:
        found = await client.tenants_by_slug(TenantFilter(slug="bac-ninh"))
        (tenant,) = [edge.node for edge in found.tenants.edges]
        say("tenant", tenant.tenant_id, tenant.name.vi)
        order = EntryOrder(field=EntryOrderField.SUBMITTED_AT)
        entries = await client.entries_by_words(EntryFilter(statuses=[EntryStatus.SUBMITTED]), order, first=1)
        (entry,) = [edge.node for edge in entries.entries.edges]
        say("entry", entry.title, entry.status, entry.submitted_at.year, entries.entries.page_info.has_next_page)
        node = (await client.anything_by_id(entry.id)).node
        say("node", node and node.typename__, node and node.id == entry.id)
        told = await client.register(RegisterOrganisationInput(organisation_id="x", tenant_id="y", name=""))
        say("refused", told.register_organisation.code, [one.path for one in told.register_organisation.fields])
        async with aclosing(client.watch_entry(entry.entry_id)) as answers:
            watched = await anext(answers)
            say("watched", watched.entry_changed and watched.entry_changed.title)


asyncio.run(main())
