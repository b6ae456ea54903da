"""Who may import organisations."""

from dataclasses import replace

from services.accounts.domain.imported import ImportOrganisation
from shared.bus.jobs import Job
from shared.contracts.accounts.commands import AdoptImport, RequestOrganisationImport
from shared.contracts.accounts.imports import RowTaxCode
from shared.contracts.accounts.values import OrganisationFacts
from tests.builders import accounts as build
from tests.builders.actors import ACTORS, EVERY_SCOPE, ORGANISER, SECRETARY
from tests.builders.registration import DURING

EVERYBODY = set(ACTORS)
REQUEST = RequestOrganisationImport(
    job_id="job-import-01", tenant_id=build.TENANT, upload_id="upload-00001", sha256="a" * 64
)
ADOPT = AdoptImport(job_id="job-import-01")
JOB = Job("job-import-01", build.TENANT, "organisation-import", ORGANISER.id, DURING, DURING)
CLIENTS = replace(JOB, requested_by=EVERY_SCOPE.id)
SECRETARYS = replace(JOB, requested_by=SECRETARY.id)
"""Of somebody who may import no longer."""
IMPORTERS = {"client of every scope", "importer"}
CALLED_OPERATOR = {name for name, actor in ACTORS.items() if actor.id == EVERY_SCOPE.id}
IMPORT = ImportOrganisation(
    organisation_id=build.ORGANISATION, tenant_id=build.TENANT, job_id="job-import-01",
    facts=OrganisationFacts(name="Sấy Việt"), tax=RowTaxCode(),
)  # fmt: skip

ROWS = [
    ("an import", REQUEST, None, None, {"organiser"} | IMPORTERS, set()),
    ("an import again", REQUEST, JOB, None, {"organiser"}, EVERYBODY - {"organiser"}),
    ("adopt", ADOPT, JOB, "1.1", {"organiser"}, EVERYBODY - {"organiser"}),
    ("adopt a client's", ADOPT, CLIENTS, "1.1", IMPORTERS, EVERYBODY - CALLED_OPERATOR),
    ("adopt no longer", ADOPT, SECRETARYS, "1.1", set(), EVERYBODY - {"secretary"}),
    ("adopt nothing", ADOPT, None, None, set(), EVERYBODY),
    ("import a row", IMPORT, None, None, set(), set()),
]
