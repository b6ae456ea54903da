"""Where judging tells its facts."""

TOPIC = "techfest.judging.v1"
SHEETS_TOPIC = "techfest.judging.sheets.v1"
"""Of scoresheets, with their marks: restricted, read by judging and the gateway's projector alone."""
