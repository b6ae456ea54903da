"""Pairs of organisations for the twin warning, made from real companies by a seed that is committed.

A company is known by its real name and web address. Somebody registers it again, changed in one of ten ways; or
somebody registers another real company whose name looks alike. The algorithm was written on one half of the companies,
drawn by a hash of their ids; figures are of the other half.

What each change does, so that the figures can be judged:

- *renamed*: the name of another company. Where no web address is given, nothing is left to find it by: half of this
  tenth can't be found by anybody.
- *legal form*: one of fifteen, before or after the name.
- *diacritics*: most of these names have none, so that the known name gets a real Vietnamese ward's name behind it, and
  the new one is written without marks.
- *web address*: the name of another company; http or https, with or without www, in capitals, with a path or a port.
- *abbreviation*: the initials (of three words or more), a long word cut short, or the last word left out
  (four letters must stay).
- *word order*, *upper case*, *typo* (neighbours swapped, a letter lost, doubled, or taken from the next key; anywhere).
- *translation*: what the name says of the trade in Vietnamese, before what is its own. The words are in a list here,
  apart from the algorithm's.
- *two at once*: two of the others that change a name, in the order in which a person would (a legal form comes last).

Every second registration, drawn by the seed, gives its web address, written otherwise; of twins and of those that only
look alike in the same way, so that whether there is one tells nothing. *Web address* always gives it.
"""

import hashlib
import json
import random
import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path

from rapidfuzz.distance import OSA

from tests.architecture.tree import ROOT

SEED = 20261120
SHARED = ROOT.parent / "shared" / "data"
REAL, WARDS = SHARED / "startups_yc" / "companies_2023.jsonl", SHARED / "vn_vocab" / "provinces_wards_2026.jsonl"
SAMPLE = ROOT / "tests" / "data" / "startups.jsonl"
SAMPLE_WARDS = ("Phù Lãng", "Đông Hồ", "Kinh Bắc", "Từ Sơn", "Thuận Thành", "Võ Cường")
EACH, ALIKE = 100, 200

FORMS = (
    "Công ty TNHH {}", "Công ty TNHH Một thành viên {}", "Công ty Cổ phần {}", "CÔNG TY CP {}", "Cty TNHH MTV {}",
    "CTCP {}", "Doanh nghiệp tư nhân {}", "Hợp tác xã {}", "{} JSC", "{} Co., Ltd.", "{} Pte. Ltd.", "{}, Inc.",
    "{} LLC", "{} GmbH", "{} Joint Stock Company",
)  # fmt: skip
NEXT_KEY = dict(zip("qwertyuiopasdfghjklzxcvbnm", "wertyuioposdfghjklkxcvbnmn", strict=True))
IN_VIETNAMESE = """
Sức khỏe: health
Phòng thí nghiệm: labs lab
Trí tuệ nhân tạo: ai
Công nghệ: technologies technology tech
Hệ gen: genomics
Sinh học: bio
Rô bốt: robotics
Thực phẩm: foods food
Y tế: medical
Khoa học sinh học: biosciences bioscience
Trị liệu: therapeutics
Chăm sóc: care
Không gian: space
Dữ liệu: data
Dược phẩm: pharmaceuticals
Dược: pharma
Phân tích: analytics
Tài chính: financial finance
Ứng dụng: app
Hệ thống: systems
Học tập: learning
Trường học: school
Năng lượng: energy
Giáo dục: education
Khoa học: sciences science
Phẫu thuật: surgical
Thiết kế: design
Việc làm: jobs
Hậu cần: logistics
Công nghệ sinh học: biotechnology biotech
Thương hiệu: brands
Cao đẳng: college
Video: video
Phần mềm: software
Chứng khoán: stock
Vốn: capital
Sàn giao dịch: exchange
Thanh toán: payments
Cà phê: coffee
An ninh: security
Tập đoàn: group
Di chuyển: mobility
Vận chuyển: shipping
Đời sống: life
Công cụ: tools
Trò chơi: games
Tiền: money
Âm nhạc: music
Nhà bếp: kitchen
Xưởng: studio studios works
Bảo hiểm: insurance
Ngân hàng: bank
Du lịch: travel
Nông trại: farms
Nước: water
Nhà: home homes
Pháp lý: legal
Truyền thông: media
Mạng lưới: network networks
Giải pháp: solutions
Dịch vụ: services
Chợ: market
"""
VIETNAMESE = {
    english: said
    for said, _, words in (line.partition(": ") for line in IN_VIETNAMESE.strip().split("\n"))
    for english in words.split()
}


@dataclass(frozen=True, slots=True)
class Company:
    """What is typed of one."""

    id: str
    name: str
    website: str | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    """A known company, and what somebody types anew."""

    change: str
    known: Company
    typed: Company


Change = Callable[[random.Random, str], str | None]
"""The name as it is written anew; None where this change can't be made of it."""


def companies(file: Path) -> list[Company]:
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").split("\n") if line]
    return [Company(row["company_id"], row["name"].strip(), row["website"] or None) for row in rows]


def halves(all_of_them: Iterable[Company]) -> tuple[list[Company], list[Company]]:
    """On which the algorithm was written, and on which it is judged."""
    found: tuple[list[Company], list[Company]] = ([], [])
    for company in all_of_them:
        found[hashlib.sha256(f"techfest twins:{company.id}".encode()).digest()[0] % 2].append(company)
    return found


def wards() -> list[str]:
    if not WARDS.exists():
        return list(SAMPLE_WARDS)
    rows = (json.loads(line) for line in WARDS.read_text(encoding="utf-8").split("\n") if line)
    return [row["name"] for row in rows if row["level"] == "ward" and without_marks(row["name"]) != row["name"]]


def without_marks(text: str) -> str:
    bare = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return bare.replace("đ", "d").replace("Đ", "D")


def legal_form(dice: random.Random, name: str) -> str:
    return dice.choice(FORMS).format(name)


def upper_case(_: random.Random, name: str) -> str | None:
    return name.upper() if name.upper() != name else None


def word_order(dice: random.Random, name: str) -> str | None:
    words = name.split()
    others = [w for w in (dice.sample(words, len(words)) for _ in range(9)) if w != words]
    return " ".join(others[0]) if others else None


def typo(dice: random.Random, name: str) -> str | None:
    places = [at for at, letter in enumerate(name) if letter.isalpha()]
    if len(places) < 4:
        return None
    at, letter = (n := dice.choice(places)), name[n]
    slipped = [
        name[:at] + letter + name[at:],
        name[:at] + name[at + 1 :],
        name[:at] + NEXT_KEY.get(letter.lower(), "x") + name[at + 1 :],
    ]
    if at + 1 in places and name[at + 1].lower() != letter.lower():
        slipped.append(name[:at] + name[at + 1] + letter + name[at + 2 :])
    return dice.choice(slipped)


def abbreviation(dice: random.Random, name: str) -> str | None:
    words = re.findall(r"[^\W_]+", name)
    if len(words) < 2:
        return None
    short = [left] if len(left := " ".join(words[:-1])) > 3 else []
    if len(words) > 2:
        short.append("".join(word[0] for word in words).upper())
    if long := [word for word in words if len(word) > 6]:
        cut = dice.choice(long)
        short.append(name.replace(cut, cut[: dice.choice((3, 4, 5))] + ".", 1))
    return dice.choice(short) if short else None


def translation(_: random.Random, name: str) -> str | None:
    words = name.split()
    said = [VIETNAMESE[w.lower().strip(",.")] for w in words if w.lower().strip(",.") in VIETNAMESE]
    own = [w for w in words if w.lower().strip(",.") not in VIETNAMESE]
    return " ".join([*reversed(said), *own]) if said and own else None


OF_NAMES: dict[str, Change] = {
    "abbreviation": abbreviation,
    "word order": word_order,
    "translation": translation,
    "typo": typo,
    "legal form": legal_form,
    "upper case": upper_case,
}


def two_at_once(dice: random.Random, name: str) -> str | None:
    chosen = dice.sample(list(OF_NAMES), 2)
    first, second = (change for name_of, change in OF_NAMES.items() if name_of in chosen)
    once = first(dice, name)
    return second(dice, once) if once else None


def other_address(dice: random.Random, website: str) -> str | None:
    """The same place, written otherwise."""
    if "." not in website:
        return None
    scheme, _, rest = website.partition("://")
    host, _, path = rest.partition("/")
    host = host.removeprefix("www.") if host.startswith("www.") else f"www.{host}"
    written = [host, host.upper(), f"{host}:443"]
    ending = dice.choice(("", "/", f"/{path}", "/vi/gioi-thieu?utm_source=zalo"))
    return f"{'http' if scheme == 'https' else 'https'}://{dice.choice(written)}{ending}"


def twins(half: list[Company], strangers: list[Company]) -> list[Pair]:
    """A tenth of each change; `strangers` are companies that are not known, whose names new ones are given."""
    dice = random.Random(SEED)
    places, new_names = wards(), [company.name for company in strangers]
    made: list[Pair] = []
    for change in ("renamed", "web address", "diacritics", *OF_NAMES, "two at once"):
        tried = dice.sample(half, len(half))
        found = (pair for known in tried if (pair := _pair(change, known, dice, places, new_names)))
        made += [pair for _, pair in zip(range(EACH), found, strict=False)]
    return made


def _pair(change: str, known: Company, dice: random.Random, places: list[str], new_names: list[str]) -> Pair | None:
    address = other_address(dice, known.website) if known.website else None
    kept = address if dice.random() < 0.5 or change == "web address" else None
    if address is None:
        return None
    if change in ("renamed", "web address"):
        return Pair(change, known, Company("", dice.choice(new_names), kept))
    if change == "diacritics":
        known = replace(known, name=f"{known.name} {dice.choice(places)}")
        return Pair(change, known, Company("", without_marks(known.name), kept))
    name = two_at_once(dice, known.name) if change == "two at once" else OF_NAMES[change](dice, known.name)
    return Pair(change, known, Company("", name, kept)) if name and name != known.name else None


def alike(half: list[Company]) -> list[Pair]:
    """The 200 pairs of different companies whose names look most alike: of those that begin with the same word at most
    half, drawn by the seed, then the nearest by letters. Not those of one name or address."""
    dice = random.Random(SEED)
    written, hosts = [letters(company) for company in half], [host(company) for company in half]
    begun, near = list[tuple[int, int]](), list[tuple[float, int, int]]()
    for a, b in combinations(range(len(half)), 2):
        if written[a] == written[b] or hosts[a] == hosts[b]:
            continue
        if _begin_alike(half[a].name, half[b].name):
            begun.append((a, b))
        elif min(len(written[a]), len(written[b])) > 3 and OSA.distance(written[a], written[b], score_cutoff=2) <= 2:
            near.append((OSA.normalized_distance(written[a], written[b]), a, b))
    chosen = dice.sample(begun, min(len(begun), ALIKE // 2))
    chosen += [(a, b) for _, a, b in sorted(near)[: ALIKE - len(chosen)]]
    typed = [replace(half[b], website=half[b].website if dice.random() < 0.5 else None) for _, b in chosen]
    return [Pair("only alike", half[a], other) for (a, _), other in zip(chosen, typed, strict=True)]


def letters(company: Company) -> str:
    return "".join(c for c in without_marks(company.name).lower() if c.isalnum())


def host(company: Company) -> str:
    """Its web address without what is in front; its own id where it has none."""
    found = re.sub(r"^https?://(www\.)?", "", company.website or "").split("/")[0].lower()
    return found or company.id


def _begin_alike(a: str, b: str) -> bool:
    """The same first word, but for an article; who says that it was another before may be the other."""
    first, second = a.lower().split()[0], b.lower().split()[0]
    return first == second and first != "the" and "(" not in a + b
