"""The taxonomy of sectors: a tree of two levels of our own, with the codes of others beside it.

The first level is the list that organisations choose from (accounts' `Sector`), so that an organisation's field and a
listing's compare. Codes are for ever: a later version adds some, or marks one as replaced, and renames nothing. VSIC
divisions are those of the Vietnamese industrial classification of 2007 (its numbers mean other things in other
versions), IPC classes those of the International Patent Classification; one of theirs may stand at several of ours.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints

from shared.contracts.accounts.values import Sector
from shared.contracts.values import Text
from shared.errors import FieldFault

TAXONOMY_VERSION = 1


@dataclass(frozen=True, slots=True)
class SectorNode:
    """A sector: its code (`agriculture`, `agriculture.crops`), its parent's, its name, and the codes beside it."""

    code: str
    parent: str | None
    name: Text
    vsic: tuple[str, ...] = ()
    ipc: tuple[str, ...] = ()


_Child = tuple[str, str, str, str, str]
"""Last part of the code, Vietnamese, English, VSIC divisions, IPC classes."""

_TREE: Sequence[tuple[Sector, str, str, Sequence[_Child]]] = (
    (
        Sector.AGRICULTURE,
        "Nông, lâm nghiệp và thuỷ sản",
        "Agriculture, forestry and fisheries",
        (
            ("crops", "Trồng trọt", "Crops", "01", "A01B A01C A01D A01G A01H"),
            ("livestock", "Chăn nuôi, thú y", "Livestock and veterinary", "01 75", "A01K A61D"),
            ("aquaculture", "Thuỷ sản", "Aquaculture and fisheries", "03", "A01K"),
            ("forestry", "Lâm nghiệp", "Forestry", "02", "A01G"),
            ("inputs", "Giống, phân bón, bảo vệ thực vật", "Seeds, fertiliser, crop protection", "01 20", "A01N C05"),
            ("postharvest", "Sau thu hoạch", "Post-harvest", "01 10", "A01F F26B A23B"),
            ("machinery", "Máy nông nghiệp", "Farm machinery", "28", "A01B A01D A01F"),
        ),
    ),
    (
        Sector.FOOD,
        "Thực phẩm và đồ uống",
        "Food and beverages",
        (
            ("processing", "Chế biến thực phẩm", "Food processing", "10", "A23"),
            ("beverages", "Đồ uống", "Beverages", "11", "A23F A23L C12G"),
            ("preservation", "Bảo quản, đóng gói", "Preservation and packaging", "10", "A23B B65B B65D"),
            ("safety", "An toàn thực phẩm, truy xuất", "Food safety and traceability", "71", "G01N"),
            ("supplements", "Thực phẩm chức năng", "Functional food", "10 21", "A23L A61K"),
        ),
    ),
    (
        Sector.MANUFACTURING,
        "Cơ khí, chế tạo",
        "Manufacturing",
        (
            ("machines", "Máy móc, thiết bị", "Machinery", "28", "B23 F16"),
            ("automation", "Tự động hoá, robot", "Automation and robotics", "28 33", "B25J G05B"),
            ("additive", "In 3D, gia công", "Additive manufacturing, machining", "25", "B33Y B23"),
            ("textiles", "Dệt may, da giày", "Textiles, garments, footwear", "13 14 15", "D01 D02 D03 D06 A41 A43"),
            ("wood", "Gỗ, giấy, nội thất", "Wood, paper, furniture", "16 17 31", "B27 D21 A47"),
            ("vehicles", "Xe và phương tiện", "Vehicles", "29 30", "B60 B61 B62 B63 B64"),
            ("handicraft", "Thủ công mỹ nghệ", "Handicrafts", "32", "B44"),
        ),
    ),
    (
        Sector.MATERIALS,
        "Vật liệu, hoá chất",
        "Materials and chemicals",
        (
            ("chemicals", "Hoá chất", "Chemicals", "20", "C01 C07 C09"),
            ("polymers", "Nhựa, cao su", "Plastics and rubber", "22", "C08 B29"),
            ("metals", "Kim loại", "Metals", "24 25", "C21 C22 C23"),
            ("minerals", "Khoáng sản, gốm, kính", "Minerals, ceramics, glass", "05 07 08 23", "C03 C04"),
            ("construction", "Vật liệu xây dựng", "Building materials", "23", "C04B E04"),
            ("nano", "Vật liệu mới, nano", "New and nano materials", "72", "B82 B32"),
        ),
    ),
    (
        Sector.ENERGY,
        "Năng lượng",
        "Energy",
        (
            ("solar", "Điện mặt trời", "Solar", "35", "H02S F24S"),
            ("wind", "Điện gió, thuỷ điện", "Wind and hydro", "35", "F03"),
            ("biomass", "Sinh khối, khí sinh học", "Biomass and biogas", "35", "C10L C12M"),
            ("storage", "Pin, lưu trữ", "Batteries and storage", "27", "H01M H02J"),
            ("efficiency", "Tiết kiệm năng lượng", "Energy efficiency", "35 43", "F24 H05B"),
            ("grid", "Lưới điện", "Power grid", "35", "H02"),
        ),
    ),
    (
        Sector.ENVIRONMENT,
        "Môi trường",
        "Environment",
        (
            ("water", "Nước sạch, nước thải", "Water and wastewater", "36 37", "C02F"),
            ("waste", "Chất thải, tái chế", "Waste and recycling", "38", "B09B B29B"),
            ("air", "Không khí, khí thải", "Air and emissions", "39", "B01D F01N"),
            ("monitoring", "Quan trắc", "Monitoring", "71", "G01N G01W"),
            ("climate", "Khí hậu, thiên tai", "Climate and disasters", "84", "G01W"),
        ),
    ),
    (
        Sector.HEALTH,
        "Y tế",
        "Health",
        (
            ("devices", "Thiết bị y tế", "Medical devices", "32", "A61B A61F A61G A61M"),
            ("medicine", "Thuốc, dược liệu", "Medicines and herbs", "21", "A61K A61P"),
            ("diagnostics", "Xét nghiệm, chẩn đoán", "Diagnostics", "86", "G01N C12Q A61B"),
            ("care", "Chăm sóc sức khoẻ", "Care", "86 87 88", "G16H A61H"),
            ("biotech", "Công nghệ sinh học", "Biotechnology", "72", "C12N C07K"),
            ("cosmetics", "Mỹ phẩm", "Cosmetics", "20", "A61Q"),
        ),
    ),
    (
        Sector.EDUCATION,
        "Giáo dục, đào tạo",
        "Education",
        (
            ("schools", "Trường học", "Schools", "85", "G09B"),
            ("skills", "Đào tạo nghề", "Vocational training", "85", "G09B"),
            ("online", "Học trực tuyến", "Online learning", "85 62", "G09B"),
            ("equipment", "Thiết bị dạy học", "Teaching equipment", "32", "G09B"),
        ),
    ),
    (
        Sector.FINANCE,
        "Tài chính",
        "Finance",
        (
            ("payments", "Thanh toán", "Payments", "64", "G06Q"),
            ("lending", "Tín dụng, gọi vốn", "Lending and funding", "64", "G06Q"),
            ("insurance", "Bảo hiểm", "Insurance", "65", "G06Q"),
            ("accounting", "Kế toán, thuế", "Accounting and tax", "69", "G06Q"),
        ),
    ),
    (
        Sector.LOGISTICS,
        "Vận tải, kho bãi",
        "Logistics",
        (
            ("transport", "Vận tải", "Transport", "49 50 51", "G08G B65G"),
            ("storage", "Kho bãi, kho lạnh", "Storage and cold chain", "52", "B65G F25D"),
            ("delivery", "Giao hàng", "Delivery", "53", "G06Q"),
            ("commerce", "Thương mại, bán lẻ", "Trade and retail", "46 47", "G06Q"),
        ),
    ),
    (
        Sector.TOURISM,
        "Du lịch, văn hoá",
        "Tourism and culture",
        (
            ("travel", "Lữ hành", "Travel", "79", "G06Q"),
            ("lodging", "Lưu trú, ăn uống", "Lodging and food service", "55 56", "G06Q"),
            ("culture", "Văn hoá, di sản", "Culture and heritage", "90 91", "G09F"),
            ("sport", "Thể thao, giải trí", "Sport and leisure", "93", "A63"),
        ),
    ),
    (
        Sector.SOFTWARE,
        "Phần mềm, dữ liệu",
        "Software and data",
        (
            ("ai", "Trí tuệ nhân tạo", "Artificial intelligence", "62", "G06N"),
            ("data", "Dữ liệu, phân tích", "Data and analytics", "63", "G06F"),
            ("business", "Phần mềm quản trị", "Business software", "62", "G06Q"),
            ("platforms", "Nền tảng, ứng dụng", "Platforms and apps", "62 63", "G06F H04L"),
            ("security", "An toàn thông tin", "Information security", "62", "H04L G06F"),
            ("government", "Chính quyền số", "Digital government", "62 84", "G06Q"),
        ),
    ),
    (
        Sector.ELECTRONICS,
        "Điện tử, viễn thông",
        "Electronics and telecommunications",
        (
            ("components", "Linh kiện, bán dẫn", "Components and semiconductors", "26", "H01L H05K"),
            ("iot", "Internet vạn vật", "Internet of things", "26", "G16Y H04W"),
            ("sensors", "Cảm biến, đo lường", "Sensors and measurement", "26", "G01"),
            ("telecom", "Viễn thông", "Telecommunications", "61", "H04"),
            ("drones", "Thiết bị bay không người lái", "Drones", "30", "B64U"),
            ("electrical", "Thiết bị điện", "Electrical equipment", "27", "H01 H02"),
        ),
    ),
    (
        Sector.SERVICES,
        "Dịch vụ",
        "Services",
        (
            ("consulting", "Tư vấn", "Consulting", "70 71 74", ""),
            ("research", "Nghiên cứu, thử nghiệm", "Research and testing", "72 71", ""),
            ("legal", "Pháp lý, sở hữu trí tuệ", "Legal and intellectual property", "69", ""),
            ("building", "Xây dựng", "Construction", "41 42 43", "E01 E02 E04"),
            ("media", "Truyền thông, quảng cáo", "Media and advertising", "58 59 60 73", "G09F"),
        ),
    ),
    (Sector.OTHER, "Lĩnh vực khác", "Other", ()),
)


def _nodes() -> Mapping[str, SectorNode]:
    nodes = dict[str, SectorNode]()
    for top, vi, en, children in _TREE:
        nodes[top.value] = SectorNode(top.value, None, Text(vi=vi, en=en))
        for part, child_vi, child_en, vsic, ipc in children:
            code, name = f"{top.value}.{part}", Text(vi=child_vi, en=child_en)
            nodes[code] = SectorNode(code, top.value, name, tuple(vsic.split()), tuple(ipc.split()))
    return nodes


SECTORS: Mapping[str, SectorNode] = _nodes()
"""Code → sector, each after its parent, in the order in which they are shown."""


def ancestry(code: str) -> tuple[str, ...]:
    """The sector and those that it is within, outermost last. Raises `KeyError` for what is no sector."""
    node = SECTORS[code]
    return (code, *ancestry(node.parent)) if node.parent else (code,)


def top_of(code: str) -> Sector:
    """The sector of the first level that a sector is in. Raises `KeyError` for what is no sector."""
    return Sector(ancestry(code)[-1])


def distance(one: str, other: str) -> int:
    """Steps between two sectors along the tree: 0 for the same, 1 to the parent, 2 between sisters, 4 at most.

    All of the first level hang on one root. Raises `KeyError` for what is no sector.
    """
    up, down = ancestry(one), ancestry(other)
    shared = len(set(up) & set(down))
    return len(up) + len(down) - 2 * shared


LONGEST = 4
"""The greatest distance between two sectors."""


def _known(code: str) -> str:
    if code not in SECTORS:
        raise FieldFault((), "not_a_choice")
    return code


SectorCode = Annotated[
    str,
    StringConstraints(pattern=r"^[a-z]+(?:\.[a-z]+)?$", max_length=40),
    AfterValidator(_known),
    Field(examples=["agriculture.postharvest"]),
]
"""A sector of the taxonomy, by its code."""
