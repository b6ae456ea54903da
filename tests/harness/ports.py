"""Ports that nobody uses."""

import os
import socket
from contextlib import closing
from dataclasses import astuple

from deploy.local.layout import Ports, ports_of

FIRST, LAST, STEP = 20_000, 30_000, 20
"""Below the range from which the system takes ports for outgoing connections."""


def free_ports() -> Ports:
    """Ports for one copy; copies of other test runs on this machine keep theirs."""
    start = FIRST + os.getpid() * STEP % (LAST - FIRST)
    for offset in range(0, LAST - FIRST, STEP):
        ports = ports_of({"TECHFEST_PORT": str(FIRST + (start - FIRST + offset) % (LAST - FIRST))})
        if all(map(is_free, astuple(ports))):
            return ports
    raise RuntimeError("no free ports")


def is_free(port: int) -> bool:
    """Whether one can listen on it now."""
    with closing(socket.socket()) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
