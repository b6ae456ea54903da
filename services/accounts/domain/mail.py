"""Mail addresses as they are compared: by keyed hashes, from which nobody reads an address."""

import hashlib
import hmac
import unicodedata

PUBLIC_PROVIDERS = frozenset(
    {
        "gmail.com", "googlemail.com", "yahoo.com", "yahoo.com.vn", "ymail.com", "rocketmail.com", "outlook.com",
        "outlook.com.vn", "hotmail.com", "live.com", "msn.com", "icloud.com", "me.com", "mac.com", "aol.com",
        "proton.me", "protonmail.com", "pm.me", "zoho.com", "zohomail.com", "yandex.com", "yandex.ru", "mail.ru",
        "gmx.com", "gmx.net", "gmx.de", "web.de", "fastmail.com", "tutanota.com", "tuta.com", "hey.com", "mail.com",
        "qq.com", "163.com", "126.com", "foxmail.com", "naver.com", "hanmail.net", "daum.net", "vnn.vn", "fpt.vn",
        "hcm.vnn.vn", "hn.vnn.vn", "viettel.vn", "zing.vn",
    }
)  # fmt: skip
"""Whose addresses anybody can have: two people there are no colleagues."""


def normal_mail(mail: str) -> str:
    """The form in which two spellings of one address are the same."""
    return unicodedata.normalize("NFKC", mail).strip().casefold()


def mail_key(secret: bytes, mail: str) -> str:
    """What an address is found and compared by: without the secret nobody can tell which address it is of."""
    return _keyed(secret, normal_mail(mail))


def domain_key(secret: bytes, mail: str) -> str | None:
    """The same of the part behind the @; None where that is a public provider's."""
    domain = normal_mail(mail).rpartition("@")[2].rstrip(".")
    return None if domain in PUBLIC_PROVIDERS else _keyed(secret, domain)


def _keyed(secret: bytes, text: str) -> str:
    return hmac.new(secret, text.encode(), hashlib.sha256).hexdigest()
