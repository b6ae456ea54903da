"""What must hold before anything is started, said in a sentence where it doesn't."""

import errno
import socket
from contextlib import closing

from deploy.local.layout import Local
from deploy.local.programs import Program
from deploy.local.variables import keeps_mail


class NotStarted(RuntimeError):
    """A part did not come up; the text says which, and what its log says."""


def demand_settings(local: Local) -> None:
    """Settings that fit together only. Raises `NotStarted`."""
    if not keeps_mail(local) and not local.settings.get("TECHFEST_MAIL_FROM"):
        raise NotStarted(
            "TECHFEST_SMTP is set: TECHFEST_MAIL_FROM says in whose name mail is written, `Name <address>`"
        )


def demand_ports(program: Program) -> None:
    """Somebody else's answer on a port would be taken for the program's own. Raises `NotStarted`."""
    for address in program.listens:
        with closing(socket.socket()) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(address)
            except OSError as error:
                raise NotStarted(f"{program.name}: {_why_not(address, error)}") from None


def _why_not(address: tuple[str, int], error: OSError) -> str:
    host, port = address
    others = "choose others with TECHFEST_PORT, TECHFEST_PORT_BASE or TECHFEST_TRUST_PORT"
    if error.errno == errno.EADDRINUSE:
        return f"port {port} is in use; {others}"
    if error.errno == errno.EACCES:
        return f"port {port} is not for everybody (below 1024 it takes an administrator); {others}"
    return f"nobody can listen at {host}:{port} ({error.strerror})"
