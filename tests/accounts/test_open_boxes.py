"""What shape 1 kept in the open: found, signed in with, and sealed at the start of a worker."""

import json
from typing import Any

from services.accounts.domain.person import SealBox
from services.accounts.domain.sealed import Details
from services.accounts.handlers.boxes import open_credentials, open_details
from services.accounts.handlers.nouns import PERSON
from services.accounts.handlers.open_boxes import seal_open_boxes
from services.accounts.store import MongoPeopleByMail
from shared.auth import service_actor
from shared.bus.mongo_aggregates import MongoAggregates
from shared.bus.mongo_prepare import prepare
from shared.mongo import IndexModel
from tests.builders import accounts as build
from tests.builders.edges import everything_in
from tests.fakes.services import MemoryAccounts

NAMED = Details("Nguyễn Thị Lan", "lan@example.vn")
BOX = {"name": "Nguyễn Thị Lan", "mail": "lan@example.vn", "password_hash": "hash"}
SHAPE_1 = {
    "person_id": build.PERSON,
    "tenant_id": build.TENANT,
    "mail_key": "key-of-lan",
    "mail_verified": True,
    "box": BOX,
}


def stored(person_id: str, **state: object) -> dict[str, object]:
    about = {"tenant": build.TENANT, "rev": 1, "seq": 1, "shape": 1, "cmds": {}}
    return {"_id": person_id, **about, "state": {**SHAPE_1, "person_id": person_id, **state}}


class Sealing(MemoryAccounts):
    """The rules of accounts over the people of a real database."""

    def __init__(self, database):
        self.database = database
        super().__init__()

    def _needs(self):
        stores: dict[str, Any] = self.stores
        stores["person"] = MongoAggregates(self.database, PERSON)
        return super()._needs()

    async def send_itself(self, command, command_id, traceparent):
        return await self.send(command, service_actor("accounts"), command_id)


async def test_an_old_database_is_taken_over_and_its_boxes_are_sealed(database):
    await prepare(database, [PERSON])
    people = database["people"]
    old = IndexModel([("state.mail_key", 1), ("state.tenant_id", 1)], name="mail", unique=True)
    await people.create_indexes([old])
    await people.insert_one(stored(build.PERSON))
    await people.insert_one(stored(build.OTHER_PERSON, mail_key="key-of-minh"))
    by_mail = MongoPeopleByMail(database)
    for _ in range(2):
        await by_mail.prepare()
    (lan,) = await by_mail.find("key-of-lan", build.TENANT, 5)
    assert (lan.person_id, lan.mail_keys) == (build.PERSON, ("key-of-lan",))

    accounts = Sealing(database)
    assert await open_details(lan, accounts.vault) == NAMED
    assert await seal_open_boxes(by_mail.with_open_boxes(), accounts.send_itself) == 2
    assert await seal_open_boxes(by_mail.with_open_boxes(), accounts.send_itself) == 0
    assert "Nguyễn" not in json.dumps(await everything_in(database), default=str, ensure_ascii=False)
    (sealed,) = await by_mail.find("key-of-lan", build.TENANT, 5)
    assert sealed.box is None
    assert await open_details(sealed, accounts.vault) == NAMED
    assert (await open_credentials(sealed, accounts.vault)).password_hash == "hash"


async def test_sealing_again_changes_nothing(database):
    await database["people"].insert_one(stored(build.PERSON))
    accounts = Sealing(database)
    await accounts.send_itself(SealBox(person_id=build.PERSON), "command-0001", "")
    before = await everything_in(database)
    await accounts.send_itself(SealBox(person_id=build.PERSON), "command-0002", "")
    assert await everything_in(database) == before
