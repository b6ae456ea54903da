"""The provinces of Vietnam since 1 July 2025, by their codes in the list of administrative units.

Names and codes are those of the general statistics office's list, by way of thanglequoc/vietnamese-provinces-database
(MIT).
"""

from collections.abc import Mapping
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints

from shared.contracts.values import Text
from shared.errors import FieldFault

_NAMES = (
    ("01", "Hà Nội", "Hanoi"),
    ("04", "Cao Bằng", "Cao Bang"),
    ("08", "Tuyên Quang", "Tuyen Quang"),
    ("11", "Điện Biên", "Dien Bien"),
    ("12", "Lai Châu", "Lai Chau"),
    ("14", "Sơn La", "Son La"),
    ("15", "Lào Cai", "Lao Cai"),
    ("19", "Thái Nguyên", "Thai Nguyen"),
    ("20", "Lạng Sơn", "Lang Son"),
    ("22", "Quảng Ninh", "Quang Ninh"),
    ("24", "Bắc Ninh", "Bac Ninh"),
    ("25", "Phú Thọ", "Phu Tho"),
    ("31", "Hải Phòng", "Haiphong"),
    ("33", "Hưng Yên", "Hung Yen"),
    ("37", "Ninh Bình", "Ninh Binh"),
    ("38", "Thanh Hoá", "Thanh Hoa"),
    ("40", "Nghệ An", "Nghe An"),
    ("42", "Hà Tĩnh", "Ha Tinh"),
    ("44", "Quảng Trị", "Quang Tri"),
    ("46", "Huế", "Hue"),
    ("48", "Đà Nẵng", "Da Nang"),
    ("51", "Quảng Ngãi", "Quang Ngai"),
    ("52", "Gia Lai", "Gia Lai"),
    ("56", "Khánh Hoà", "Khanh Hoa"),
    ("66", "Đắk Lắk", "Dak Lak"),
    ("68", "Lâm Đồng", "Lam Dong"),
    ("75", "Đồng Nai", "Dong Nai"),
    ("79", "Hồ Chí Minh", "Ho Chi Minh City"),
    ("80", "Tây Ninh", "Tay Ninh"),
    ("82", "Đồng Tháp", "Dong Thap"),
    ("86", "Vĩnh Long", "Vinh Long"),
    ("91", "An Giang", "An Giang"),
    ("92", "Cần Thơ", "Can Tho"),
    ("96", "Cà Mau", "Ca Mau"),
)
PROVINCES: Mapping[str, Text] = {code: Text(vi=vi, en=en) for code, vi, en in _NAMES}
"""Code → name."""


def _known(code: str) -> str:
    if code not in PROVINCES:
        raise FieldFault((), "not_a_choice")
    return code


Province = Annotated[str, StringConstraints(pattern=r"^[0-9]{2}$"), AfterValidator(_known), Field(examples=["24"])]
"""A province's code."""
