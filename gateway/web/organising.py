"""What the organisers' pages share: whose tenant it is, and that only its organisers see them."""

from gateway.web.visit import Data, Visit
from shared.auth import holds_at
from shared.contracts.accounts.roles import Role, RoleName
from shared.contracts.places import Places
from shared.errors import Forbidden


async def organised(visit: Visit) -> Data:
    """The tenant whose pages these are, with its editions. Raises `Forbidden` for who doesn't organise all of it."""
    tenant: Data | None = (await visit.ask("around"))["tenant"]
    if tenant is None or not organises(visit, tenant["tenantId"]):
        raise Forbidden
    return tenant


def organises(visit: Visit, tenant_id: str) -> bool:
    """Whether the viewer organises a whole tenant."""
    return Role(name=RoleName.ORGANISER, tenant_id=tenant_id) in visit.viewer.roles


def is_one_at(visit: Visit, place: Places, *names: RoleName) -> bool:
    """Whether the viewer holds one of these roles there, or further out."""
    return any(role.name in names and holds_at(role, place) for role in visit.viewer.roles)
