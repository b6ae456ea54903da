"""Becomes one of our processes in a container: `python -m deploy.docker.start accounts-api`.

The secrets are those of the settings, or are made once in the shared data volume.
"""

import os
import sys

from deploy.local.keys import secret
from deploy.local.layout import Local, local_of
from deploy.local.programs import Program, ours
from deploy.local.variables import CONFIDENTIAL


def environment(local: Local, program: Program) -> dict[str, str]:
    """What the container was given, and the secrets that this process may know."""
    known = dict(os.environ)
    known["TECHFEST_GATEWAY_SECRET"] = known.get("TECHFEST_GATEWAY_SECRET") or secret(local.data, "gateway")
    theirs = {name: program.environment[name] for name in CONFIDENTIAL if name in program.environment}
    return {**{name: value for name, value in known.items() if name not in CONFIDENTIAL}, **theirs}


def main(name: str) -> None:
    """Turns into the process of this name."""
    local = local_of(os.environ)
    program = next((p for p in ours(local) if p.name == name), None)
    if program is None:
        sys.exit(f"no process {name}; there are {', '.join(p.name for p in ours(local))}")
    os.execve(program.command[0], program.command, environment(local, program))  # noqa: S606 - no shell is meant


if __name__ == "__main__":
    main(sys.argv[1])
