"""Kafka on this machine: one node, broker and controller in one, from the jars in build/kafka/libs."""

import base64
import os
import secrets
import shutil
import socket
import subprocess
from pathlib import Path

from deploy.local.layout import BUILD, Local

LIBS = BUILD / "kafka" / "libs"
LOGGING = Path(__file__).with_name("log4j2.properties")
JVM = ("-Xms256m", "-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:+ExitOnOutOfMemoryError")

PROPERTIES = """\
process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:{controller}
listeners=PLAINTEXT://127.0.0.1:{kafka},CONTROLLER://127.0.0.1:{controller}
advertised.listeners=PLAINTEXT://127.0.0.1:{kafka}
controller.listener.names=CONTROLLER
listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
log.dirs={logs}
auto.create.topics.enable=false
num.partitions=1
default.replication.factor=1
offsets.topic.replication.factor=1
offsets.topic.num.partitions=3
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
transaction.state.log.num.partitions=3
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
group.initial.rebalance.delay.ms=0
log.cleaner.dedupe.buffer.size=8388608
num.io.threads=4
# A killed single broker comes back as soon as its old session is over.
broker.heartbeat.interval.ms=1500
broker.session.timeout.ms=4000
"""


def java() -> str:
    """The Java to run: that of JAVA_HOME, or the path's."""
    home = os.environ.get("JAVA_HOME")
    found = shutil.which("java", path=str(Path(home) / "bin")) if home else shutil.which("java")
    if not found:
        raise FileNotFoundError("java: apt-get install openjdk-17-jre-headless")
    return found


def folder(local: Local) -> Path:
    """Kafka's part of the data folder."""
    return local.data / "kafka"


def command(local: Local) -> tuple[str, ...]:
    """Runs the broker in the foreground."""
    return (*_jvm(), "kafka.Kafka", str(folder(local) / "server.properties"))


def prepare(local: Local) -> None:
    """Writes the configuration, and formats the storage the first time."""
    logs = folder(local) / "logs"
    logs.mkdir(parents=True, exist_ok=True)
    properties = folder(local) / "server.properties"
    properties.write_text(
        PROPERTIES.format(kafka=local.ports.kafka, controller=local.ports.controller, logs=logs), encoding="utf-8"
    )
    if not (logs / "meta.properties").exists():
        _format(properties)


def listening(local: Local) -> bool:
    """Whether somebody answers at the broker's address."""
    host, _, port = local.kafka_address.split(",")[0].rpartition(":")
    try:
        with socket.create_connection((host, int(port)), timeout=2):
            return True
    except OSError:
        return False


def _jvm() -> tuple[str, ...]:
    return (java(), *JVM, f"-Dlog4j2.configurationFile={LOGGING}", "-cp", f"{LIBS}/*")


def _format(properties: Path) -> None:
    cluster = "t" + base64.urlsafe_b64encode(secrets.token_bytes(16)).decode().rstrip("=")[1:]
    done = subprocess.run(
        [*_jvm(), "kafka.tools.StorageTool", "format", "--ignore-formatted", "-t", cluster, "-c", str(properties)],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"Kafka's storage could not be formatted:\n{done.stdout}{done.stderr}")
