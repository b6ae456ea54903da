"""A gateway that listens, for the tools of others."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.gateway.subscriptions.listening import Listened, listened

TOOLS = Path(__file__).parents[2] / "graphql"
CLIENTS = Path("build/clients/bin").absolute()
"""Where `make build/done/graphql` puts the generator of Python clients."""
SECONDS = 120


@pytest.fixture
async def gateway(province, tmp_path) -> AsyncIterator[Listened]:
    async with listened(province, tmp_path) as one:
        yield one


@dataclass(frozen=True, slots=True)
class Said:
    """What a tool has said, and how it ended."""

    status: int
    out: str
    err: str


async def told_by(*command: str | Path, env: Mapping[str, str] | None = None) -> Said:
    """Runs a tool to its end."""
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(*map(str, command), stdout=pipe, stderr=pipe, env=env)
    async with asyncio.timeout(SECONDS):
        out, err = await process.communicate()
    return Said(process.returncode or 0, out.decode(), err.decode())
