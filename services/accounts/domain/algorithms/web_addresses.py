"""Web addresses as they are compared: whose place it is, however the address is written."""

import re
import unicodedata
from contextlib import suppress

_ADDRESS = re.compile(
    r"(?:[a-z][a-z0-9+.-]*:)?(?://)?(?:[^@/?#\s]*@)?(?P<host>[^/?#:\s]+)(?::\d*)?(?P<path>/[^?#\s]*)?(?:\?(?P<query>[^#\s]*))?",
    re.IGNORECASE,
)
_HOST = re.compile(r"(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{1,59})")
_FRONT = re.compile(r"(?:www\d{0,2}|m|mobile|web|home|vi|en|vn)\.")
_PUBLIC = re.compile(r"(?:com|net|org|edu|gov|co|ac|biz|info|name|pro|health|int|ne|or|go)\.[a-z]{2}")
_ID = re.compile(r"(?:^|&)id=([^&]+)")

SHARED: dict[str, frozenset[str]] = {
    host: frozenset(("pages", "pg", "groups", "people", *first.split()))
    for host, first in {
        "facebook.com": "profile.php",
        "instagram.com": "",
        "tiktok.com": "",
        "youtube.com": "c user channel watch",
        "linkedin.com": "company in school showcase",
        "twitter.com": "",
        "x.com": "",
        "threads.net": "",
        "zalo.me": "",
        "t.me": "",
        "shopee.vn": "shop",
        "lazada.vn": "shop",
        "tiki.vn": "cua-hang shop",
        "sendo.vn": "shop",
        "etsy.com": "shop",
        "sites.google.com": "view site a",
        "docs.google.com": "document d forms",
        "play.google.com": "store apps details dev",
        "apps.apple.com": "app developer vn us",
        "linktr.ee": "",
        "beacons.ai": "",
        "bio.link": "",
        "github.com": "orgs",
        "gitlab.com": "",
        "github.io": "",
        "gitlab.io": "",
        "medium.com": "",
        "bit.ly": "",
        "forms.gle": "",
        "masothue.com": "",
        "crunchbase.com": "organization company",
        "angel.co": "company",
    }.items()
}
"""Hosts that many share: whose place it is stands in the path, after words that lead to it."""
_ALIASES = {"fb.com": "facebook.com", "fb.me": "facebook.com", "instagr.am": "instagram.com", "youtu.be": "youtube.com"}
_BY_USER = ("github.io", "gitlab.io")
"""Hosts whose users have a name of their own under them, and their projects in the path."""


def site_key(url: str) -> str | None:
    """What two ways of writing one place have in common: `pando.vn`, `facebook.com/pando`.

    None for what is no web address, or names no place of anybody's own. Bounded: 300 characters are looked at.
    """
    found = _ADDRESS.match(unicodedata.normalize("NFKC", url[:300]).strip())
    host = _host(found["host"]) if found else None
    if found is None or host is None:
        return None
    shared = next((platform for platform in SHARED if host == platform or host.endswith(f".{platform}")), None)
    if shared is None:
        return host
    owner = _owner(found["path"] or "", found["query"] or "", SHARED[shared])
    if shared in _BY_USER:
        return f"{host}/{owner}" if owner else host if host != shared else None
    return f"{shared}/{owner}" if owner else None


def _host(written: str) -> str | None:
    """Lower case, in ASCII (IDNA), without what stands in front for everybody."""
    host = written.rstrip(".").lower()
    with suppress(UnicodeError):
        host = host.encode("idna").decode("ascii")
    while (shorter := _FRONT.sub("", host, count=1)) != host and _FRONT.match(host) and _is_somebodys(shorter):
        host = shorter
    host = _ALIASES.get(host, host)
    return host if _HOST.fullmatch(host) else None


def _is_somebodys(host: str) -> bool:
    return "." in host and not _PUBLIC.fullmatch(host)


def _owner(path: str, query: str, leading: frozenset[str]) -> str:
    steps = [step.lower().lstrip("@") for step in path.split("/") if step.strip("@.")]
    while steps and steps[0] in leading:
        steps = steps[1:]
    by_id = _ID.search(query)
    return steps[0] if steps else by_id[1].lower() if by_id else ""
