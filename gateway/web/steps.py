"""Registration in three steps: what each asks for, what it saves, and what is made of it in the end."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from gateway.web.faults import Input, faults
from gateway.web.posted import Posted
from gateway.web.words import Words
from shared.contracts.accounts.commands import RegisterOrganisation
from shared.contracts.registration.values import EntryAnswers, FieldsStep, ProjectStep, StartupStep
from shared.errors import N_
from shared.ids import derived_id

Answers = Mapping[str, Any]
"""A step as it was saved: every value a text, or a list of texts."""
DraftStep = StartupStep | ProjectStep | FieldsStep

FIELDS = (
    N_("Agriculture"), N_("Food Tech"), N_("Biotech"), N_("Healthcare"), N_("Education"), N_("Climate"),
    N_("Energy"), N_("Manufacturing"), N_("Robotics"), N_("IoT"), N_("Artificial Intelligence"), N_("SaaS"),
    N_("Fintech"), N_("E-commerce"), N_("Logistics"), N_("Travel"),
)  # fmt: skip
"""What is offered for ticking; anything else is typed. Kept in English, shown in the reader's language."""


@dataclass(frozen=True, slots=True)
class Step:
    """One page of the form. `kind` is the step's name in the command and in the address."""

    kind: str
    title: str
    lead: str
    inputs: tuple[Input, ...]
    saved_as: type[DraftStep]

    def values(self, form: Posted) -> dict[str, Any]:
        """What was filled in, as it is saved: incomplete is kept as it is."""
        if self.kind == "fields":
            return {"tags": _tags(form)}
        return {one.name: form.one(one.name).strip() for one in self.inputs}

    def save(self, values: Answers) -> DraftStep:
        """The step of the command. Raises `pydantic.ValidationError` for what a draft can't hold."""
        return self.saved_as.model_validate({"kind": self.kind, **values})


STARTUP = Step(
    "startup",
    N_("Your startup"),
    N_("What the organiser and the judges see of the team behind the project."),
    (
        Input("name", RegisterOrganisation, hint=N_("As you call yourselves, with or without a company."),
              complete="organization"),
        Input("country", RegisterOrganisation, "country", complete="country"),
        Input("location", RegisterOrganisation, hint=N_("For example: Bắc Ninh."), complete="address-level1"),
        Input("founded_year", RegisterOrganisation, "year", hint=N_("Four digits, for example 2024.")),
        Input("team_size", RegisterOrganisation, "number", hint=N_("Everybody who works with you now.")),
        Input("website", RegisterOrganisation, "address", complete="url",
              wrong=N_("This is no web address. It looks like sayviet.vn or https://sayviet.vn/en.")),
    ),
    StartupStep,
)  # fmt: skip
PROJECT = Step(
    "project",
    N_("Your project"),
    N_("What you enter with. Judges read this first."),
    (
        Input("title", EntryAnswers, hint=N_("A few words by which people remember it.")),
        Input("summary", EntryAnswers, hint=N_("Who it is for and what it changes for them.")),
        Input("description", EntryAnswers, "prose",
              hint=N_("The problem, your solution, what is new, how far you have come.")),
    ),
    ProjectStep,
)  # fmt: skip
FIELDS_STEP = Step(
    "fields",
    N_("Fields"),
    N_("They decide who reads your entry, and how people find it."),
    (Input("tags", EntryAnswers, "tags", wrong=N_("A field has up to 60 characters on one line.")),),
    FieldsStep,
)
STEPS = (STARTUP, PROJECT, FIELDS_STEP)
EMPTY: Mapping[str, Answers] = {
    "startup": {**dict.fromkeys((one.name for one in STARTUP.inputs), ""), "country": "VN"},
    "project": dict.fromkeys((one.name for one in PROJECT.inputs), ""),
    "fields": {"tags": []},
}


def step_of(kind: str) -> Step | None:
    """A step by its name."""
    return next((step for step in STEPS if step.kind == kind), None)


def wrong(step: Step, values: Answers, words: Words) -> dict[str, str]:
    """What keeps a step from being submitted, by field."""
    return faults(_BUILDS[step.kind](values), step.inputs, words)


def unsaved(step: Step, values: Answers, words: Words) -> dict[str, str]:
    """What keeps a step from even being saved, by field."""
    return faults(lambda: step.save(values), step.inputs, words)


def organisation(values: Answers, entry_id: str, tenant_id: str) -> RegisterOrganisation:
    """The organisation that step 1 describes. Its id is derived from the entry and from what is said of it, so that
    a second try gives the same and a correction before submitting is no conflict. Raises `ValidationError`."""
    said = _said(values)
    known = derived_id("organisation", entry_id, *(f"{name}={value}" for name, value in sorted(said.items())))
    return RegisterOrganisation.model_validate({"organisation_id": known, "tenant_id": tenant_id, **said})


def answers(project: Answers, fields: Answers) -> EntryAnswers:
    """The public answers that steps 2 and 3 give. Raises `ValidationError`."""
    return EntryAnswers.model_validate({**project, **fields})


def _said(values: Answers) -> dict[str, Any]:
    """What was left empty is unknown, a web address may come without its https, a year with a space around it."""
    given = {name: value for name, value in values.items() if name != "kind" and (value or name == "name")}
    site = given.get("website")
    if site and "://" not in site:
        given["website"] = f"https://{site}"
    return given


def _tags(form: Posted) -> list[str]:
    """Those ticked and those typed, each once, in that order."""
    typed = (part.strip() for line in form.one("more").splitlines() for part in line.split(","))
    return list(dict.fromkeys(one for one in (*form.all("tags"), *typed) if one))


_BUILDS: Mapping[str, Callable[[Answers], Callable[[], object]]] = {
    "startup": lambda values: lambda: organisation(values, "entry", "tenant-of-the-form"),
    "project": lambda values: lambda: answers(values, {}),
    "fields": lambda values: lambda: answers({"title": "."}, values),
}
