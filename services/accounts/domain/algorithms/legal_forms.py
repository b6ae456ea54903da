"""Legal forms in the names of organisations: what a register writes around a name, and people leave out.

Vietnamese ones stand before the name, by the Law on Enterprises 59/2020/QH14, the Law on Cooperatives 17/2023/QH15 and
usage; foreign ones mostly after it. What may as well be a word of a name (`Co`, `SA`) counts only with its dots.
"""

import re

BEFORE = """
cong ty trach nhiem huu han mot thanh vien|cong ty trach nhiem huu han hai thanh vien tro len
cong ty trach nhiem huu han hai thanh vien|cong ty trach nhiem huu han mtv|cong ty trach nhiem huu han|cong ty hop danh
cong ty tnhh mot thanh vien|cong ty tnhh 1 thanh vien|cong ty tnhh hai thanh vien tro len|cong ty tnhh hai thanh vien
cong ty tnhh 2 thanh vien tro len|cong ty tnhh 2 thanh vien|cong ty tnhh mtv|cong ty tnhh 1tv|cong ty tnhh 2tv
cong ty tnhh|cong ty co phan|cong ty cp|cong ty
cty tnhh mot thanh vien|cty tnhh mtv|cty tnhh|cty co phan|cty cp|cty|tnhh mot thanh vien|tnhh mtv|tnhh tm dv|tnhh
ctcp|ct cp|cp|ctck|ct tnhh
tong cong ty co phan|tong cong ty|tong cty|tap doan|tct
doanh nghiep tu nhan|doanh nghiep xa hoi|doanh nghiep|dntn|dnxh|xi nghiep
lien hiep hop tac xa|lien hiep htx|quy tin dung nhan dan|hop tac xa|htx|to hop tac
ho kinh doanh ca the|ho kinh doanh|hkd|co so san xuat|co so kinh doanh|co so
chi nhanh|van phong dai dien|vpdd|trung tam|vien
pt|ooo|pjsc|ojsc|zao
"""
"""Folded. `pt` and the like stand before an Indonesian or Russian name."""

AFTER = """
one member limited liability company|one member company limited|one member co ltd|two member limited liability company
limited liability company|private limited company|public limited company|joint stock company|joint stock corporation
joint stock|company limited|private limited|public company limited|pte limited|pty limited|co limited
co ltd|coltd|pte ltd|pvt ltd|pty ltd|pvt limited|sdn bhd|sendirian berhad|private co ltd|jsc|ojsc|pjsc|jscl
ltd|limited|llc|llp|lllp|inc|incorporated|corp|corporation|company|gmbh co kg|gmbh|ug haftungsbeschrankt|ggmbh|kgaa
plc|pte|pty|pvt|bhd|berhad|tbk|bv|nv|ag|ab|oy|oyj|aps|asa|kft|zrt|srl|sarl|sasu|sas|spzoo|sp z oo|sp z o o|sro|s r o
sa de cv|s de rl de cv|sapi de cv|ltda|eirl|eurl|doo|ood|eood|kk|kabushiki kaisha|yugen kaisha|godo kaisha|gk
joint venture|tnhh mtv|tnhh|ctcp|mtv|htx|dntn|cooperative|co operative
"""
"""Folded. They stand after a name, the last of them first taken away."""

_AS_WRITTEN = re.compile(
    r"""[\s,]+(?:co\.|s\.a\.|a\.s\.|s\.e\.|s\.p\.a\.|a/s)[\s,.]*$   # without dots these are words of names, too
    | \s+[-–—]\s*(?:chi\snhanh|van\sphong\sdai\sdien|vpdd|cn)\b.*$     # which of its branches
    | 株式会社|有限会社|合同会社|股份有限公司|有限责任公司|有限公司|주식회사|유한회사""",
    re.VERBOSE,
)
_BEFORE, _AFTER = (
    frozenset(tuple(form.split()) for line in forms.split("\n") for form in line.split("|") if form)
    for forms in (BEFORE, AFTER)
)
_LONGEST = max(map(len, _BEFORE | _AFTER))
_ANYWHERE = frozenset({"tnhh", "mtv", "ctcp", "htx", "dntn", "jsc", "ltd", "llc", "inc", "gmbh", "sdn", "bhd"})
"""What is never a word of a name."""


def without_written_forms(folded: str) -> str:
    """A folded name without the forms that are told by how they are written."""
    return _AS_WRITTEN.sub("", folded).strip() or folded


def without_legal_form(words: tuple[str, ...]) -> tuple[str, ...]:
    """The folded words of a name without its legal forms; what is nothing but a legal form stays as it is."""
    left = words
    while (cut := _at_the_end(_at_the_beginning(left))) != left:
        left = cut
    return tuple(word for word in left if word not in _ANYWHERE) or words


def _at_the_beginning(words: tuple[str, ...]) -> tuple[str, ...]:
    for length in range(min(_LONGEST, len(words) - 1), 0, -1):
        if words[:length] in _BEFORE:
            return words[length:]
    return words


def _at_the_end(words: tuple[str, ...]) -> tuple[str, ...]:
    for length in range(min(_LONGEST, len(words) - 1), 0, -1):
        if words[-length:] in _AFTER:
            return words[:-length]
    return words
