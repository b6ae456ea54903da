"""What the pages stand on."""

from dataclasses import dataclass, field

from gateway.clients import Commands, Drafts
from gateway.graph.running import Graph
from gateway.graph.subscriptions.crowd import Crowd
from gateway.graph.subscriptions.live import Live
from gateway.web.manifest import Assets
from gateway.web.ports import (
    Files,
    Imports,
    Invitations,
    Judging,
    Made,
    MailChoices,
    Mails,
    OwnData,
    People,
    Programs,
    Proofs,
    Security,
    Sessions,
    Twins,
)
from shared.clock import Clock


@dataclass(frozen=True, slots=True)
class Site:
    """Made once, by main. `tenant_slug` says whose Techfest the pages show where there are several; `secure` that
    people come over https, so that cookies never travel in the open; `strict` that browsers shall remember to come
    over https only. `mails` are those of a trial copy, which sends none. Without `live` and `crowd` nothing on the
    pages is live, without `security` nobody's own signing in is shown."""

    graph: Graph
    commands: Commands
    drafts: Drafts
    sessions: Sessions
    people: People
    assets: Assets
    clock: Clock
    secret: str = field(repr=False)
    secure: bool = False
    tenant_slug: str | None = None
    strict: bool = False
    mails: Mails | None = None
    mail_choices: MailChoices | None = None
    own_data: OwnData | None = None
    live: Live | None = None
    crowd: Crowd | None = None
    security: Security | None = None
    proofs: Proofs | None = None
    twins: Twins | None = None
    invitations: Invitations | None = None
    imports: Imports | None = None
    made: Made | None = None
    files: Files | None = None
    judging: Judging | None = None
    programs: Programs | None = None
    address: str = ""
    """Where people and programs reach this system."""
