"""The words of spreadsheets: what columns, fields of work, sizes and countries are called there, in both languages."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from services.accounts.domain.algorithms.letters import fold
from shared.contracts.accounts.values import OrganisationSize, Sector

_SIGNS = re.compile(r"[\W_]+")
_NOTES = re.compile(r"\([^)]*\)|\*")
"""What people add to the name of a column: `Mã số thuế (*)`."""


def plain(words: str) -> str:
    """Without case, marks, signs and notes: `Mã số thuế (nếu có)` is `ma so thue`."""
    return " ".join(_SIGNS.sub(" ", fold(_NOTES.sub(" ", words[:200]))).split())


_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "name": (
        "tên", "tên startup", "tên doanh nghiệp", "tên tổ chức", "tên đơn vị", "tên công ty", "tên dự án", "tên gọi",
        "tên thương hiệu", "doanh nghiệp", "tên doanh nghiệp hoặc nhóm khởi nghiệp",
        "name", "startup", "startup name", "company", "company name", "organisation", "organization",
        "name of the startup",
    ),
    "legal_name": (
        "tên đăng ký", "tên pháp lý", "tên đầy đủ", "tên pháp nhân", "tên trên giấy đăng ký",
        "legal name", "registered name", "full name",
    ),
    "tax_code": ("mã số thuế", "mst", "mã số doanh nghiệp", "msdn", "mã số", "tax code", "tax id", "tax number"),
    "website": ("trang web", "web", "website", "địa chỉ web", "địa chỉ trang web", "url", "site"),
    "location": (
        "tỉnh thành", "tỉnh", "tỉnh thành phố", "thành phố", "địa phương", "địa điểm", "địa bàn",
        "tỉnh hoặc thành phố", "province", "city", "province or city", "location", "place",
    ),
    "country": ("quốc gia", "nước", "country"),
    "founded_year": ("năm thành lập", "thành lập năm", "năm", "year of founding", "founded year", "founded", "year"),
    "founded_on": ("ngày thành lập", "ngày cấp phép", "day of founding", "founded on", "date of founding"),
    "team_size": (
        "số người", "số nhân sự", "nhân sự", "số lao động", "lao động", "quy mô nhân sự", "số người trong nhóm",
        "people in the team", "team size", "team", "employees", "people",
    ),
    "size": ("quy mô", "loại quy mô", "quy mô doanh nghiệp", "size"),
    "sector": ("lĩnh vực", "ngành", "ngành nghề", "lĩnh vực hoạt động", "field", "sector", "industry"),
    "anyway": ("vẫn nhập", "không trùng", "import anyway", "anyway"),
}  # fmt: skip
_SECTORS: Mapping[Sector, tuple[str, ...]] = {
    Sector.AGRICULTURE: ("nông nghiệp", "nông lâm ngư nghiệp", "agriculture"),
    Sector.FOOD: ("thực phẩm", "chế biến thực phẩm", "food"),
    Sector.MANUFACTURING: ("chế tạo", "sản xuất", "công nghiệp chế tạo", "manufacturing"),
    Sector.MATERIALS: ("vật liệu", "materials"),
    Sector.ENERGY: ("năng lượng", "energy"),
    Sector.ENVIRONMENT: ("môi trường", "environment"),
    Sector.HEALTH: ("y tế", "sức khỏe", "health"),
    Sector.EDUCATION: ("giáo dục", "education"),
    Sector.FINANCE: ("tài chính", "finance"),
    Sector.LOGISTICS: ("hậu cần", "logistics", "vận tải", "giao nhận"),
    Sector.TOURISM: ("du lịch", "tourism"),
    Sector.SOFTWARE: ("phần mềm", "công nghệ thông tin", "cntt", "software", "it"),
    Sector.ELECTRONICS: ("điện tử", "electronics"),
    Sector.SERVICES: ("dịch vụ", "services"),
    Sector.OTHER: ("khác", "other"),
}
_SIZES: Mapping[OrganisationSize, tuple[str, ...]] = {
    OrganisationSize.MICRO: ("siêu nhỏ", "micro"),
    OrganisationSize.SMALL: ("nhỏ", "small"),
    OrganisationSize.MEDIUM: ("vừa", "medium"),
    OrganisationSize.LARGE: ("lớn", "large"),
}
_COUNTRIES: Mapping[str, tuple[str, ...]] = {
    "VN": ("việt nam", "viet nam", "vietnam", "vn"),
    "CN": ("trung quốc", "china"),
    "JP": ("nhật bản", "nhật", "japan"),
    "KR": ("hàn quốc", "korea", "south korea"),
    "LA": ("lào", "laos"),
    "SG": ("singapore",),
    "TH": ("thái lan", "thailand"),
    "US": ("mỹ", "hoa kỳ", "usa", "united states"),
}
YES = frozenset({"x", "co", "yes", "1", "true"})
"""What stands in a column that is ticked."""


def _by_word(table: Mapping[Any, Iterable[str]]) -> Mapping[str, str]:
    return {plain(word): str(value) for value, words in table.items() for word in words}


_COLUMN_BY_WORD, _SECTOR_BY_WORD = _by_word(_COLUMNS), _by_word(_SECTORS)
_SIZE_BY_WORD, _COUNTRY_BY_WORD = _by_word(_SIZES), _by_word(_COUNTRIES)


def field_of(header: str) -> str | None:
    """The field that a column stands for; None for one that is unknown."""
    return _COLUMN_BY_WORD.get(plain(header))


def sector_of(cell: str) -> str:
    """The code of a field of work; the cell itself where it is none of them."""
    return _SECTOR_BY_WORD.get(plain(cell), cell)


def size_of(cell: str) -> str:
    """The code of a size; the cell itself where it is none of them."""
    word = plain(cell).removeprefix("doanh nghiep ").removeprefix("dn ")
    return _SIZE_BY_WORD.get(word, cell)


def country_of(cell: str) -> str:
    """The code of a country by its code or one of the names that we know; the cell itself for others."""
    return _COUNTRY_BY_WORD.get(plain(cell), cell.strip().upper() if len(cell.strip()) == 2 else cell)
