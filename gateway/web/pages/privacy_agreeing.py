"""What somebody agrees to while making an account: what was ticked, and nothing else."""

from dataclasses import replace

from gateway.clients import Refused
from gateway.web import addresses
from gateway.web.commands import command_id
from gateway.web.ports import Entered, SignedIn
from gateway.web.visit import Visit
from shared.contracts.accounts.commands import GiveConsent
from shared.contracts.accounts.purposes import PURPOSES
from shared.contracts.accounts.values import Purpose


def ticked(visit: Visit) -> list[Purpose]:
    """Each purpose that was ticked, once."""
    return [purpose for purpose in Purpose if purpose.value in visit.form.all("agree")]


async def agreed(visit: Visit, entered: Entered, form_id: str) -> bool:
    """Records what was ticked, in the new session; False where that can't be done now."""
    chosen = ticked(visit)
    if not chosen:
        return True
    if not isinstance(entered, SignedIn):
        return False
    try:
        person = replace(visit, viewer=await visit.site.sessions.viewer(entered.session))
        for purpose in chosen:
            version = PURPOSES[purpose].version
            given = GiveConsent(person_id=entered.person_id, purpose=purpose, text_version=version)
            await person.send(given, command_id(form_id, given))
    except Refused:
        return False
    return True


def target(visit: Visit) -> str:
    """Where somebody goes on who could not agree yet: to the page where that is done, and from there on."""
    if not (chosen := ticked(visit)):
        return visit.form.one("next")
    wanted = ",".join(purpose.value for purpose in chosen)
    return addresses.with_query(addresses.PRIVACY, wanted=wanted, next=visit.form.one("next"))
