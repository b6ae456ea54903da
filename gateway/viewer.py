"""Who looks: what the gateway knows of the person or client behind a request."""

from dataclasses import dataclass, field

from shared.contracts.accounts.roles import Role
from shared.contracts.accounts.scopes import OWN_READ, OWN_WRITE


@dataclass(frozen=True, slots=True)
class Allowance:
    """How often somebody may ask."""

    per_minute: int
    per_day: int


@dataclass(frozen=True, slots=True)
class Viewer:
    """A person, a client, or nobody. Roles come from the read model, so that a revoked one is gone within a second.

    `token` is what came with the request (a token or session of accounts); it is shown to accounts alone, which signs
    one for the service that is asked.
    """

    id: str = "anonymous"
    kind: str = "anonymous"
    """`person`, `client` or `anonymous`."""
    tenant_id: str | None = None
    scopes: frozenset[str] = frozenset()
    roles: tuple[Role, ...] = ()
    token: str = field(default="", repr=False)
    token_id: str | None = None
    """The personal token that a program has shown."""
    allowance: Allowance | None = None
    """How often a tenant's client may ask."""
    pseudonyms: tuple[str, ...] = field(default=(), repr=False)
    """What told events call the viewer's organisations on masked listings: asked of the exchange for one answer, and
    kept no longer."""

    @property
    def signed_in(self) -> bool:
        """Whether anybody is behind the request at all."""
        return self.kind != "anonymous"

    @property
    def in_person(self) -> bool:
        """Whether it is a person in a session of their own, not a program that holds one of their tokens."""
        return self.kind == "person" and not self.scopes

    @property
    def may_read(self) -> bool:
        """Whether it may read at all: a program with a person's token only by its scope."""
        return self.kind != "person" or self.in_person or OWN_READ in self.scopes

    @property
    def may_write(self) -> bool:
        """Whether it may send commands at all: a program with a person's token only by its scope."""
        return self.kind != "person" or self.in_person or OWN_WRITE in self.scopes


NOBODY = Viewer()
