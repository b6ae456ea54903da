"""What others feel while twenty people sign in with passwords: the slow hash stands in nobody's way.

Requests for one's own data go to accounts' own port at a steady pace, in blocks that alternate: quiet ones, and ones
in which twenty people sign in again and again, each from an address of their own. `python -m tests.bench.bench_sign_in`
starts a copy of its own. Printed: p50 and p95 of the others in both, their ratio, sign-ins in a second, and the
processor time of a sign-in.
"""

import asyncio
import base64
import json
import os
import time
from contextlib import suppress

import httpx
from pydantic import SecretStr

from deploy.local.variables import environment_of
from shared.auth import CLIENT_ADDRESS_HEADER, GATEWAY_HEADER, gateway_proof
from shared.contracts.accounts.commands import RegisterPerson, VouchForMail
from shared.ids import new_id
from tests.bench.bench_latency import line, ticks_of
from tests.harness.rest import RestClient, operator_token, person_token
from tests.harness.system import System, started_system

PEOPLE, BLOCKS, SECONDS, RATE = 20, 8, 3.0, 40
PASSWORD = "hai mươi người cùng vào"


async def register(system: System) -> list[str]:
    """People to sign in; their mail addresses."""
    mails = [f"{new_id()}@example.vn" for _ in range(PEOPLE)]
    token = await operator_token(system.address, system.operator_secret, "people:vouch")
    async with RestClient(system.address, token) as client:
        for mail in mails:
            person = RegisterPerson(
                person_id=new_id(),
                tenant_id=system.demo.tenant_id,
                name="Bench",
                mail=mail,
                password=SecretStr(PASSWORD),
            )
            await client.send(person, new_id())
            await client.send(VouchForMail(person_id=person.person_id), new_id())
    return mails


async def others(http: httpx.AsyncClient, path: str, seconds: list[float]) -> None:
    """One block of steady requests, each begun when its turn comes."""

    async def once() -> None:
        begun = time.perf_counter()
        (await http.get(path)).raise_for_status()
        seconds.append(time.perf_counter() - begun)

    start, tasks = time.perf_counter(), []
    for turn in range(int(RATE * SECONDS)):
        await asyncio.sleep(max(0.0, start + turn / RATE - time.perf_counter()))
        tasks.append(asyncio.create_task(once()))
    await asyncio.gather(*tasks)


async def signs_in(http: httpx.AsyncClient, mail: str, tenant_id: str, proof: str, place: str) -> int:
    """Again and again until it is stopped; how often."""
    done = 0
    with suppress(asyncio.CancelledError):
        while True:
            shown = {GATEWAY_HEADER: proof, CLIENT_ADDRESS_HEADER: place}
            given = {"mail": mail, "password": PASSWORD, "tenant_id": tenant_id}
            (await http.post("/sign-in", json=given, headers=shown)).raise_for_status()
            done += 1
    return done


def subject_of(token: str) -> str:
    """Whose token it is."""
    claims = token.split(".")[1]
    return str(json.loads(base64.urlsafe_b64decode(claims + "=" * (-len(claims) % 4)))["sub"])


async def measured(system: System) -> tuple[list[float], list[float], int, int]:
    """The others' seconds when it is quiet and when people sign in, how many did, and accounts' ticks meanwhile."""
    founder, mails = system.demo.sign_ins[1], await register(system)
    tenant_id, proof = system.demo.tenant_id, gateway_proof(environment_of(system.local)["TECHFEST_GATEWAY_SECRET"])
    token = await person_token(system.address, founder.mail, founder.password, tenant_id, "accounts")
    path = f"/people/{subject_of(token)}"
    base, shown = f"http://127.0.0.1:{system.local.ports.accounts}", {"Authorization": f"Bearer {token}"}
    quiet, busy, done, ticks = list[float](), list[float](), 0, 0
    async with (
        httpx.AsyncClient(base_url=base, headers=shown, timeout=30) as http,
        httpx.AsyncClient(base_url=base, timeout=60, limits=httpx.Limits(max_connections=PEOPLE)) as doors,
    ):
        for block in range(BLOCKS):
            await others(http, path, quiet)
            before = ticks_of(system.pid("accounts-api"))
            crowd = [
                asyncio.create_task(signs_in(doors, mail, tenant_id, proof, f"10.0.{block}.{n}"))
                for n, mail in enumerate(mails)
            ]
            await others(http, path, busy)
            for one in crowd:
                one.cancel()
            done += sum(await asyncio.gather(*crowd))
            ticks += ticks_of(system.pid("accounts-api")) - before
    return quiet, busy, done, ticks


def main() -> None:
    """Prints both, and what a sign-in costs."""
    with started_system() as system:
        quiet, busy, done, ticks = asyncio.run(measured(system))
    print(line("others, nobody signs in", quiet))
    print(line(f"others, {PEOPLE} sign in at once", busy))
    print(f"{done / (BLOCKS * SECONDS):.0f} sign-ins a second, one at a time")
    print(
        f"processor time for each {ticks / os.sysconf('SC_CLK_TCK') / done * 1e3:.1f} ms, the others' requests included"
    )
    ratio = sorted(busy)[int(len(busy) * 0.95)] / sorted(quiet)[int(len(quiet) * 0.95)]
    print(f"p95 ratio {ratio:.1f}")


if __name__ == "__main__":
    main()
