"""The services behind the pages, in memory: they keep what they are sent, with the real ones' promises to a reader."""

from datetime import UTC, datetime, timedelta
from typing import Any

from gateway.clients import Refused, Sent
from gateway.viewer import NOBODY, Viewer
from gateway.web.ports import AppSecret, AskedLink, AskedProvider, ByMail, Entered, OwnSession, SecondStep, SignedIn
from shared.contracts.accounts.commands import RegisterOrganisation, RegisterPerson
from shared.contracts.accounts.roles import Role, RoleName
from shared.contracts.commands import Command
from shared.contracts.registration.commands import SaveDraft, SubmitEntry
from shared.errors import Kind
from shared.mongo import Database
from tests.gateway import facts

NOW = datetime(2026, 3, 20, 9, 42, 7, tzinfo=UTC)
ORGANISER, PASSWORD = "organiser@bac-ninh.example", "chín con trâu"
FLOODED = "flooded@example.vn"
LINK, CODE, SLIP, FIRST_STEP = "sign-in-0001.token-of-the-mail", "123456", "7KQM-3ZT9-WX4B", "first-step-done"


class FixedClock:
    """Always says the same."""

    def now(self) -> datetime:
        return NOW


class Services:
    """Accounts and registration as the gateway meets them. `busy` makes every command fail as if the service were
    away; `away` that accounts can't say what anybody is called; `sent` lists what came, with its id."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._people: dict[str, tuple[str, Viewer]] = {}
        self._sessions: dict[str, Viewer] = {}
        self._drafts: dict[str, dict[str, Any]] = {}
        self.pages_of_decisions: dict[str, list[dict[str, Any]]] = {}
        self._answers: dict[str, Sent] = {}
        self.sent: list[tuple[Command, str | None]] = []
        self.busy = self.away = False
        self._names = {"person-org": "Lê Minh Châu"}
        self.signed_in_at: list[str | None] = []
        self.forgotten: list[str] = []
        self.mailed: list[tuple[str, str]] = []
        self.ended: list[str] = []
        self.second_on = self.password_ended = False
        self.provider_label = ""
        role = Role(name=RoleName.ORGANISER, tenant_id=facts.TENANT)
        self._people[ORGANISER] = (PASSWORD, Viewer("person-org", "person", facts.TENANT, roles=(role,)))

    async def send(self, command: Command, viewer: Viewer, command_id: str | None = None, language: str = "vi") -> Sent:
        if self.busy:
            raise Refused("unavailable", Kind.BUSY, "Hệ thống chưa trả lời được. Chưa mất gì; bạn gửi lại.")
        if command_id in self._answers:
            return self._answers[command_id]
        self.sent.append((command, command_id))
        match command:
            case RegisterPerson():
                self._register(command)
            case SaveDraft():
                self._save(command, viewer)
            case RegisterOrganisation():
                told = command.model_dump(exclude={"organisation_id", "name", "tenant_id"})
                await facts.project(
                    self._database,
                    facts.organisation(command.organisation_id, command.name, viewer.id, **told),
                    facts.members(command.organisation_id, **_admin(viewer)),
                )
            case SubmitEntry():
                await self._submit(command, viewer)
        answer = Sent(command.aggregate_id, 1, None, "")
        if command_id:
            self._answers[command_id] = answer
        return answer

    async def of(self, viewer: Viewer, programme_id: str | None = None) -> list[dict[str, Any]]:
        own = [d for d in self._drafts.values() if d["author"] == viewer.id]
        return [d for d in own if programme_id in (None, d["programme_id"])]

    async def one(self, viewer: Viewer, entry_id: str) -> dict[str, Any]:
        found = self._drafts.get(entry_id)
        if found is None or found["author"] != viewer.id:
            raise Refused("not_found", Kind.MISSING, "Không có gì ở đây mà bạn xem được.")
        return found

    async def decisions(self, viewer: Viewer, programme_id: str) -> list[dict[str, Any]]:
        return self.pages_of_decisions.get(programme_id, [])

    async def sign_in(self, mail: str, password: str, tenant_id: str | None, language: str = "vi") -> Entered:
        self.signed_in_at.append(tenant_id)
        known = self._people.get(mail.lower())
        if known is None or known[0] != password:
            raise Refused("accounts.wrong_credentials", Kind.UNAUTHENTICATED, "Địa chỉ thư hoặc mật khẩu chưa đúng.")
        return self._in(known[1])

    def _in(self, viewer: Viewer) -> Entered:
        return SecondStep(FIRST_STEP, NOW + timedelta(minutes=5)) if self.second_on else self._opened(viewer)

    def _opened(self, viewer: Viewer) -> SignedIn:
        session = f"session-{len(self._sessions)}"
        self._sessions[session] = viewer
        return SignedIn(session, viewer.id, facts.TENANT, NOW + timedelta(days=7))

    async def ask_link(self, mail: str, tenant_id: str | None, target: str, language: str) -> AskedLink:
        if mail == FLOODED:
            raise Refused("accounts.too_many_attempts", Kind.TOO_MANY, "Đã thử quá nhiều lần.")
        self.mailed.append((mail, target))
        return AskedLink("sign-in-0001", "secret-of-browser", NOW + timedelta(minutes=15))

    async def make_account(
        self, command: RegisterPerson, command_id: str, target: str, language: str
    ) -> tuple[SignedIn, AskedLink]:
        await self.send(command, NOBODY, command_id, language)
        asked = await self.ask_link(command.mail, command.tenant_id, target, language)
        return self._opened(Viewer(command.person_id, "person", command.tenant_id)), asked

    async def ask_confirmation(self, session: str, target: str, language: str) -> AskedLink:
        viewer = self._sessions[session]
        (mail,) = [mail for mail, (_, known) in self._people.items() if known.id == viewer.id]
        return await self.ask_link(mail, facts.TENANT, target, language)

    async def press_link(self, token: str, browser: str, language: str) -> ByMail:
        if browser != "secret-of-browser":
            raise Refused("accounts.other_browser", Kind.FORBIDDEN, "Bạn mở liên kết này trên trình duyệt đã xin nó.")
        return self._by_mail(token == LINK, "accounts.link_expired", Kind.MISSING)

    async def type_code(self, sign_in_id: str, browser: str, code: str, language: str) -> ByMail:
        return self._by_mail(
            code == CODE and browser == "secret-of-browser", "accounts.wrong_code", Kind.UNAUTHENTICATED
        )

    def _by_mail(self, right: bool, code: str, kind: Kind) -> ByMail:
        if not right:
            raise Refused(code, kind, "Mã này chưa đúng.")
        mail, target = self.mailed[-1]
        return ByMail(self._in(self._people[mail][1]), target, self.password_ended)

    async def use_slip(self, code: str, name: str | None, tenant_id: str | None, language: str) -> Entered:
        if code != SLIP:
            raise Refused("accounts.link_expired", Kind.MISSING, "Liên kết hoặc mã này không dùng được.")
        if not name:
            raise Refused("accounts.name_needed", Kind.INVALID, "Bạn ghi họ và tên.")
        viewer = Viewer("person-guest", "person", facts.TENANT)
        self._names[viewer.id] = name
        return self._in(viewer)

    async def second_step(self, token: str, code: str = "", language: str = "vi") -> Any:
        if token in self._sessions:
            return (self.second_on, 9)
        if token != FIRST_STEP:
            raise Refused("unauthenticated", Kind.UNAUTHENTICATED, "Bạn đăng nhập trước đã.")
        if code != CODE:
            raise Refused("accounts.wrong_code", Kind.UNAUTHENTICATED, "Mã này chưa đúng.")
        return self._opened(self._people[ORGANISER][1])

    async def provider(self) -> str:
        return self.provider_label

    async def begin_at_provider(self, tenant_id: str | None, target: str, language: str) -> AskedProvider:
        if not self.provider_label:
            raise Refused("not_found", Kind.MISSING, "Không có gì ở đây mà bạn xem được.")
        self.mailed.append((ORGANISER, target))
        return AskedProvider("https://id.example/auth?state=s", "secret-of-browser", NOW + timedelta(minutes=10))

    async def back_from_provider(self, state: str, code: str, browser: str, language: str) -> tuple[Entered, str]:
        right = (state, code, browser) == ("s", "c", "secret-of-browser")
        came = self._by_mail(right, "accounts.provider_refused", Kind.UNAUTHENTICATED)
        return came.come, came.target

    async def sessions(self, session: str) -> list[OwnSession]:
        begun = NOW - timedelta(hours=3)
        own = OwnSession("session-own-1", begun, NOW, "password", "Chrome · Android", True)
        other = OwnSession("session-other", begun, begun, "link", "", False)
        return [own] if "session-other" in self.ended else [own, other]

    async def end(self, session: str, session_id: str) -> None:
        self.ended.append(session_id)

    async def end_others(self, session: str) -> None:
        self.ended.append("session-other")

    async def begin_second_step(self, session: str, account: str, language: str) -> AppSecret:
        return AppSecret("ABCDEFGHIJKLMNOP", '<svg xmlns="http://www.w3.org/2000/svg"/>')

    async def confirm_second_step(self, session: str, code: str, language: str) -> list[str]:
        if code != CODE:
            raise Refused("accounts.wrong_code", Kind.UNAUTHENTICATED, "Mã này chưa đúng.")
        self.second_on = True
        return ["AAAAA-BBBBB", "CCCCC-DDDDD"]

    async def end_second_step(self, session: str, code: str, language: str) -> None:
        self.second_on = False

    async def name(self, viewer: Viewer) -> str:
        return self._names.get(viewer.id, "") if not self.away else ""

    def forget(self, viewer: Viewer) -> None:
        self.forgotten.append(viewer.id)

    async def sign_out(self, session: str) -> None:
        self._sessions.pop(session, None)

    async def viewer(self, session: str) -> Viewer:
        return self._sessions.get(session, NOBODY)

    def _register(self, command: RegisterPerson) -> None:
        viewer = Viewer(command.person_id, "person", command.tenant_id)
        self._names[viewer.id] = command.name
        password = command.password.get_secret_value() if command.password else ""
        self._people.setdefault(command.mail.lower(), (password, viewer))

    def _save(self, command: SaveDraft, viewer: Viewer) -> None:
        fresh = {"entry_id": command.entry_id, "programme_id": command.programme_id, "author": viewer.id, "steps": {}}
        draft = self._drafts.setdefault(command.entry_id, fresh)
        if draft["author"] != viewer.id:
            raise Refused("not_found", Kind.MISSING, "Không có gì ở đây mà bạn xem được.")
        draft["steps"][command.step.kind] = command.step.model_dump(mode="json")
        draft["saved_at"] = NOW

    async def _submit(self, command: SubmitEntry, viewer: Viewer) -> None:
        self._drafts.pop(command.entry_id, None)
        answers = command.answers.model_dump()
        told = facts.entry(
            command.entry_id, answers.pop("title"), *answers.pop("tags"),
            organisation_id=command.organisation_id, by=viewer.id, **answers,
        )  # fmt: skip
        await facts.project(self._database, told)


def _admin(viewer: Viewer) -> dict[str, Any]:
    return {viewer.id.removeprefix("person-"): "admin"}
