"""The process manager's configuration, written from the programs; it holds secrets, so only its owner reads it."""

import os
import shutil
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from deploy.local.layout import ROOT, Local
from deploy.local.programs import Program

MANAGER = """\
[unix_http_server]
file={socket}
chmod=0700

[supervisord]
logfile={logs}/supervisor.log
logfile_maxbytes=5MB
logfile_backups=2
loglevel=info
pidfile={run}/supervisor.pid
directory={root}
umask=077
minfds=4096
nocleanup=true
identifier=techfest

[rpcinterface:supervisor]
supervisor.rpcinterface_factory=supervisor.rpcinterface:make_main_rpcinterface
"""

PROGRAM = """
[program:{name}]
command={command}
environment={environment}
priority={priority}
autostart=false
autorestart=true
startsecs=1
startretries=1000000
stopwaitsecs={patience}
stopasgroup=true
killasgroup=true
redirect_stderr=true
stdout_logfile={logs}/{name}.log
stdout_logfile_maxbytes=10MB
stdout_logfile_backups=3
"""


def config_file(local: Local) -> Path:
    """Where the configuration stands."""
    return local.run / "supervisor.conf"


def write(local: Local, programs: Iterable[Program]) -> Path:
    """Writes the configuration, and makes the folders that it names."""
    for folder in (local.run, local.logs):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    manager = MANAGER.format(
        socket=_literal(local.socket), logs=_literal(local.logs), run=_literal(local.run), root=_literal(ROOT)
    )
    file = config_file(local)
    file.touch(mode=0o600)
    file.write_text(manager + "".join(_section(local, p, i) for i, p in enumerate(programs)), encoding="utf-8")
    return file


def clean_environment() -> dict[str, str]:
    """What every process inherits: nothing of the shell that started it but where to find programs and a home."""
    path = [str(Path(sys.executable).parent), *os.environ.get("PATH", os.defpath).split(os.pathsep)]
    return {
        "PATH": os.pathsep.join(dict.fromkeys(path)),
        "HOME": os.environ.get("HOME", "/nonexistent"),
        "LANG": "C.UTF-8",
        "TZ": "UTC",
        "PYTHONUNBUFFERED": "1",
    }


def tied(command: Iterable[str]) -> tuple[str, ...]:
    """The command, told to stop when the process that started it dies; as it is where the system can't do that."""
    setpriv = shutil.which("setpriv")
    return (setpriv, "--pdeathsig", "TERM", *command) if setpriv else tuple(command)


def _section(local: Local, program: Program, place: int) -> str:
    return PROGRAM.format(
        name=program.name,
        command=" ".join(_quoted(_literal(word)) for word in tied(program.command)),
        environment=_environment(program.environment),
        priority=100 + place,
        patience=program.patience,
        logs=_literal(local.logs),
    )


def _environment(variables: Mapping[str, str]) -> str:
    return ",".join(f'{k}="{_escaped(_literal(v))}"' for k, v in sorted(variables.items()))


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


def _quoted(word: str) -> str:
    return f'"{_escaped(word)}"'


def _literal(value: str | Path) -> str:
    """The manager expands what stands behind a per cent sign."""
    return str(value).replace("%", "%%")
