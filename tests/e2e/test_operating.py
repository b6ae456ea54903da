"""What an operator does to a running system with the command line."""

import json

from deploy.cli import demo
from deploy.local import keys
from deploy.local import system as local_system
from deploy.local.programs import programs
from shared.clock import SystemClock
from shared.services import EVERYBODY
from tests.harness.reading import GraphReader
from tests.harness.rest import operator_token
from tests.harness.waiting import eventually

THINGS = "{ tenants { totalCount } editions { totalCount } programmes { totalCount } }"


async def counts(system) -> dict[str, int]:
    token = await operator_token(system.address, system.operator_secret, "entries:read")
    async with GraphReader(system.address, token) as reader:
        return {name: found["totalCount"] for name, found in (await reader.ask(THINGS)).items()}


async def test_the_demo_again_adds_nothing(system):
    before = await eventually(lambda: shown(system), 30, "the demo is shown")
    password = keys.secret(system.local.data, "demo-password")
    again = demo.make(system.address, system.operator_secret, password, SystemClock())
    assert again == system.demo
    assert await counts(system) == before


async def shown(system) -> dict[str, int] | None:
    found = await counts(system)
    return found if all(found.values()) else None


async def test_a_tenant_is_made_once_from_the_command_line(system):
    words = ("tenant", "create", "hai-phong", "--vi", "Techfest Hải Phòng")
    first = await system.techfest(*words)
    assert await system.techfest(*words) == first


async def test_status_says_that_all_is_ready(system):
    told = json.loads(await system.techfest("status", "--json"))
    assert {p["name"] for p in told["processes"] if p["ready"]} == {p["name"] for p in told["processes"]}
    assert {p["name"] for p in told["processes"]} == {program.name for program in programs(system.local)}


async def test_a_rebuilt_read_model_shows_the_same(system):
    before = await eventually(lambda: shown(system), 30, "the demo is shown")
    said = await system.techfest("rebuild")
    assert "rows written" in said
    assert "passed over" not in said

    async def same() -> bool:
        return await counts(system) == before

    await eventually(same, 30, "the new read model is read")


async def test_nothing_of_the_system_was_put_aside(system):
    for consumer in EVERYBODY:
        assert await system.techfest("deadletters", "list", consumer) == ""


def test_up_again_is_harmless(system):
    before = {name: system.pid(name) for name in ("mongo", "kafka", "accounts-api", "gateway-web")}
    local_system.up(system.local, say=lambda _: None)
    assert {name: system.pid(name) for name in before} == before
