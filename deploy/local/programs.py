"""The processes of a local copy, in the order in which they start."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from deploy.local import kafka, mongo
from deploy.local.certificates import Pair, given, served
from deploy.local.layout import EVERYWHERE, LOOPBACK, Local
from deploy.local.variables import certificate_of, keeps_mail, variables
from shared.services import SERVICES

CLUSTERS = ("mongo", "kafka")


@dataclass(frozen=True, slots=True)
class Program:
    """One process that the manager keeps up; `ready` is the URL that answers 200 once it can do its work."""

    name: str
    command: tuple[str, ...]
    environment: Mapping[str, str] = field(default_factory=dict)
    ready: str | None = None
    patience: int = 15
    """Seconds that it gets to stop by itself."""
    listens: tuple[tuple[str, int], ...] = ()
    """Hosts and ports that it listens at."""
    shows: Pair | None = None
    """The certificate that it shows, where `ready` is asked over https."""


def clusters(local: Local) -> tuple[Program, ...]:
    """Those of MongoDB and Kafka that this copy runs itself."""
    own = []
    if local.mongo is None:
        own.append(Program("mongo", mongo.command(local), patience=60, listens=((LOOPBACK, local.ports.mongo),)))
    if local.kafka is None:
        own.append(Program("kafka", kafka.command(local), patience=60, listens=((LOOPBACK, local.ports.kafka),)))
    return tuple(own)


def ours(local: Local) -> tuple[Program, ...]:
    """The services' and the gateway's processes."""
    return (
        *([_mailbox(local)] if keeps_mail(local) else []),
        *(program for service in SERVICES for program in _of_service(local, service)),
        _silent(local, "gateway-projector", "gateway.main", "projector"),
        _web(local),
        *([_trust(local)] if local.host and not given(local) else []),
    )


def programs(local: Local) -> tuple[Program, ...]:
    """Every process of this copy."""
    return (*clusters(local), *ours(local))


def _of_service(local: Local, name: str) -> tuple[Program, Program]:
    module = f"services.{name}.main"
    api = _listening(local, f"{name}-api", module, "api", getattr(local.ports, name))
    return api, _silent(local, f"{name}-worker", module, "worker")


def _silent(local: Local, name: str, module: str, role: str) -> Program:
    return Program(name, (sys.executable, "-m", module, role), variables(local, _owner(name)))


def _listening(local: Local, name: str, module: str, role: str, port: int, host: str = LOOPBACK) -> Program:
    environment = {**variables(local, _owner(name)), "TECHFEST_LISTEN": f"{host}:{port}"}
    command, ready = (sys.executable, "-m", module, role), f"http://{LOOPBACK}:{port}/readyz"
    return Program(name, command, environment, ready, listens=((host, port),))


def _web(local: Local) -> Program:
    """On localhost alone over http; where phones come, at every address of this machine over https."""
    host = EVERYWHERE if local.host else LOOPBACK
    plain = _listening(local, "gateway-web", "gateway.main", "web", local.ports.gateway, host)
    environment = {**plain.environment, **certificate_of(local)}
    return replace(plain, environment=environment, ready=f"{local.address}/readyz", shows=served(local))


def _trust(local: Local) -> Program:
    return _listening(local, "trust", "deploy.local.trust", "run", local.ports.trust, EVERYWHERE)


def _mailbox(local: Local) -> Program:
    plain = _listening(local, "mailbox", "deploy.local.mailbox", "run", local.ports.mailbox)
    smtp = {"TECHFEST_SMTP_LISTEN": f"{LOOPBACK}:{local.ports.smtp}"}
    listens = (*plain.listens, (LOOPBACK, local.ports.smtp))
    return replace(plain, environment={**plain.environment, **smtp}, listens=listens)


def _owner(name: str) -> str:
    return name.partition("-")[0]
