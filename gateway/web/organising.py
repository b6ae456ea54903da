"""What the organisers' pages share: whose tenant it is, and that only its organisers see them."""

from gateway.web.visit import Data, Visit
from shared.contracts.accounts.roles import Role, RoleName
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
