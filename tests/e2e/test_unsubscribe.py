"""RFC 8058 from end to end: what a mail program does with the headers of a mail that a running system has sent."""

from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default

import httpx

from deploy.local.mailbox.keeping import Mails
from shared.contracts.accounts.commands import GrantRole, RevokeRole
from shared.contracts.accounts.roles import Role, RoleName
from shared.ids import new_id
from tests.e2e.erased import Somebody, organiser_of
from tests.harness.system import System
from tests.harness.waiting import eventually

GRANTED, REVOKED = "Bạn có vai trò mới", "Một vai trò của bạn đã kết thúc"
FROM_ELSEWHERE = {"Origin": "https://webmail.example", "Sec-Fetch-Site": "cross-site"}


def mails_to(system: System, address: str) -> list[EmailMessage]:
    """What lies in the copy's mailbox for somebody, the newest first."""
    mails = Mails(system.local.data / "mail")
    found = [BytesParser(policy=default).parsebytes(mails.read(one) or b"") for one in mails.ids()]
    return [mail for mail in found if address in str(mail["X-RcptTo"])]


async def test_one_click_in_a_mail_program_ends_a_kind_of_mail_and_nothing_else(system):
    organiser, thu = await organiser_of(system), Somebody(system)
    address = f"{new_id()[:10]}@thu.example"
    await thu.register("Đặng Thị Thu", address)
    await thu.sign_in_by_mail(address)
    role = Role(name=RoleName.MODERATOR, tenant_id=system.demo.tenant_id)
    await organiser.send(GrantRole(person_id=thu.person_id, role=role))
    mail = await eventually(lambda: _mail_of(system, address, GRANTED), 30, "the mail about a role")

    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    link = str(mail["List-Unsubscribe"]).strip("<>")
    async with httpx.AsyncClient() as program:
        looked = await program.get(link)
        clicked = await program.post(link, data={"List-Unsubscribe": "One-Click"}, headers=FROM_ELSEWHERE)
        again = await program.post(link, data={"List-Unsubscribe": "One-Click"})
    assert [one.status_code for one in (looked, clicked, again)] == [200, 200, 200]
    assert (clicked.history, clicked.text, program.cookies.get("techfest_session")) == ([], "", None)

    await organiser.send(RevokeRole(person_id=thu.person_id, role=role))
    shown = {"Authorization": f"Bearer {await thu.token('gateway')}"}
    await eventually(lambda: _is_told(system, shown, 3), 30, "the message about its end")
    assert [str(one["Subject"]) for one in mails_to(system, address)].count(GRANTED) == 1
    await thu.sign_in_by_mail(address)
    assert REVOKED not in [str(one["Subject"]) for one in mails_to(system, address)]


async def _mail_of(system: System, address: str, subject: str) -> EmailMessage | None:
    return next((one for one in mails_to(system, address) if str(one["Subject"]) == subject), None)


async def _is_told(system: System, shown: dict[str, str], count: int) -> bool:
    """Whether so many messages lie in the inbox: welcome, the role, its end."""
    asked = {"query": "{ inbox { totalCount } }"}
    async with httpx.AsyncClient() as http:
        answer = await http.post(f"{system.address}/graphql", json=asked, headers=shown)
    return bool(answer.json()["data"]["inbox"]["totalCount"] >= count)
