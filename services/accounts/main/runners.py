"""Who does the jobs of which kind."""

from collections.abc import Mapping
from functools import partial

from services.accounts.domain.organisation import tax_key
from services.accounts.handlers import code_sheets
from services.accounts.handlers.imports import Importing, import_runner
from services.accounts.handlers.nouns import PERSON
from services.accounts.main.making import PRINTED, TAX_CODES, open_vault, secret_of
from services.accounts.settings import Settings
from services.accounts.store import MongoOrganisationsOfTenant, MongoUploads, code_sheet_pdf, read_table, subkey
from shared.bus.jobs import Runner
from shared.bus.mongo_aggregates import MongoAggregates
from shared.bus.reactions import Send
from shared.clock import Clock
from shared.contracts.accounts.imports import IMPORT_KIND
from shared.mongo import Database


def runners(settings: Settings, database: Database, send: Send, clock: Clock) -> Mapping[str, Runner]:
    """By kind."""
    secret = secret_of(settings)
    vault = open_vault(database, secret, clock)
    importing = Importing(
        uploads=MongoUploads(database, vault),
        of_tenant=MongoOrganisationsOfTenant(database),
        people=MongoAggregates(database, PERSON, cache=0),
        vault=vault,
        tax_key=partial(tax_key, subkey(secret, TAX_CODES)),
        read_table=read_table,
        send=send,
        clock=clock,
    )
    slips = subkey(secret, PRINTED)
    return {
        IMPORT_KIND: import_runner(importing),
        code_sheets.KIND: code_sheets.code_sheet_runner(send, slips, settings.gateway_url, code_sheet_pdf),
    }
