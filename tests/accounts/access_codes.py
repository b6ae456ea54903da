"""Who may have codes printed."""

from dataclasses import replace

from shared.bus.jobs import Job
from shared.contracts.accounts.commands import RequestCodeSheet
from tests.builders import accounts as build
from tests.builders.actors import ACTORS, ORGANISER
from tests.builders.registration import DURING, EDITION

SHEET = RequestCodeSheet(job_id="job-codes-001", tenant_id=build.TENANT, count=40, label="Cổng chính")
FOR_EDITION = SHEET.model_copy(update={"edition_id": EDITION})
JOB = Job("job-codes-001", build.TENANT, "code-sheet", ORGANISER.id, DURING, DURING)
OTHERS = replace(JOB, requested_by="person-nobody")
DOOR = {name for name in ACTORS if name == "door"}

ROWS = [
    ("a sheet of codes", SHEET, None, None, {"organiser"} | DOOR, set()),
    ("a sheet for an edition", FOR_EDITION, None, None, {"organiser", "edition organiser"} | DOOR, set()),
    ("a sheet again", SHEET, JOB, None, {"organiser"}, set(ACTORS) - {"organiser"}),
    ("another's sheet", SHEET, OTHERS, None, set(), set(ACTORS)),
]
