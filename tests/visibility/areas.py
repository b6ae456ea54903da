"""Where things stand: here, in the next edition of the same tenant, in another tenant; and nowhere."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from shared.contracts.accounts.roles import Role, RoleName

PUBLIC = ("tenant", "edition", "programme", "award", "rubric", "round", "sealed-round", "out-round")
"""What everybody may see, wherever it is."""
HEX = re.compile(r"\b[0-9a-f]{32}\b")
DATE = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d)")


@dataclass(frozen=True, slots=True)
class Area:
    """A place with one thing of every kind in it, each named by its kind and the place; its owner is one person."""

    name: str
    tenant_of: str
    """The area whose tenant it is."""
    owner: str
    """Whose things they are, by the person's id."""
    public_of: str = ""
    """The area whose edition and programme they are, where it has none of its own."""

    def id(self, noun: str) -> str:
        """The id of its thing of a kind."""
        if noun == "tenant":
            return f"tenant-{self.tenant_of}"
        return f"{noun}-{self.public_of or self.name}" if noun in PUBLIC else f"{noun}-{self.name}"

    @property
    def tenant(self) -> str:
        """The id of its tenant."""
        return self.id("tenant")

    def place(self, kind: str) -> dict[str, str]:
        """The fields of a role held at a kind of place."""
        edition = {"edition_id": self.id("edition")}
        programme = {**edition, "programme_id": self.id("programme")}
        award = {**programme, "award_id": self.id("award")}
        within: Mapping[str, dict[str, str]] = {
            "tenant": {},
            "edition": edition,
            "programme": programme,
            "award": award,
            "organisation": {"organisation_id": self.id("organisation")},
        }
        return {"tenant_id": self.tenant, **within[kind]}

    def role(self, name: RoleName, kind: str = "tenant") -> Role:
        """A role at a kind of place."""
        return Role(name=name, **self.place(kind))


HERE = Area("here", "here", "person-lan")
NEXT = Area("next", "here", "person-minh")
ELSEWHERE = Area("elsewhere", "elsewhere", "person-hue")
NOWHERE = Area("nowhere", "nowhere", "person-gone")
KINDS = ("tenant", "edition", "programme", "award", "organisation")
THERE = (HERE, NEXT, ELSEWHERE)
ABSENT = {
    area.name: Area(f"absent-{area.name}", area.tenant_of, f"person-absent-{area.name}", area.name) for area in THERE
}
"""Each area with nothing in its places: what isn't there is to answer as what one may not see."""


def masked(text: str, area: Area) -> str:
    """A text without what tells things of one area from those of another: ids, instants."""
    names = "|".join(filter(None, (area.name, area.tenant_of, area.public_of)))
    known = re.sub(rf"\b([a-z_]+)-(?:{names})\b", r"<\1>", text.replace(area.owner, "<owner>"))
    return DATE.sub("<at>", HEX.sub("<id>", known))
