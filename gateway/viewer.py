"""Who looks: what the gateway knows of the person or client behind a request."""

from dataclasses import dataclass, field

from shared.contracts.accounts.roles import Role


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

    @property
    def signed_in(self) -> bool:
        """Whether anybody is behind the request at all."""
        return self.kind != "anonymous"


NOBODY = Viewer()
