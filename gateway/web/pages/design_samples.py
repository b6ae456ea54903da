"""What the page of components shows: made-up teams, judges and days, in both languages."""

DAYS = tuple(
    zip(
        ("17/10", "18/10", "19/10", "20/10", "21/10", "22/10", "23/10",
         "24/10", "25/10", "26/10", "27/10", "28/10", "29/10", "30/10"),
        (1, 2, 2, 3, 2, 4, 5, 4, 6, 8, 9, 17, 31, 44),
        (1, 1, 2, 2, 3, 3, 4, 3, 5, 7, 9, 14, 27, 41),
        strict=True,
    )
)  # fmt: skip
"""A day, its entries, and those of the year before."""
FIELDS = (
    (("Chế biến nông sản", "Food processing"), 18),
    (("Thiết bị sấy, lạnh", "Drying and cooling"), 14),
    (("Bao bì sinh học", "Biological packaging"), 5),
    (("Tự động hoá", "Automation"), 3),
    (("Xử lý nước", "Water treatment"), 2),
)
TEAMS = (
    ("Sấy Việt", 83.7, 84.9, 80.2, 89.4, 97, 3),
    ("Cảm biến Sông Cầu", 84.3, 82.1, 77.6, 86.7, 90, 3),
    ("VisionQC", 77.0, 79.4, 74.9, 83.8, 74, 3),
    ("Rơm Xanh", 80.3, 79.4, 74.8, 84.1, 73, 3),
    ("Kho lạnh Mini 12", 79.7, 78.2, 73.5, 82.8, 63, 3),
    ("BeeTrace Lục Ngạn", 74.3, 77.6, 72.7, 82.4, 57, 2),
    ("Gốm Số Phù Lãng", 78.3, 77.0, 72.3, 81.6, 49, 3),
    ("Thuỷ canh Kinh Bắc", 75.0, 75.6, 71.0, 80.2, 36, 3),
)
"""Name, raw and calibrated points, its interval, chance of the top 6 in per cent, sheets."""
JUDGES = ((4, -5.2), (7, -2.8), (1, -0.9), (5, 0.4), (2, 3.1), (9, 4.6))
ANCHORS_NEW = (
    (0, 4, ("Gần giống cái đang bán.", "Much like what is sold already.")),
    (5, 6, ("Có chỗ mới, chưa so sánh.", "Some of it is new; not compared with others.")),
    (7, 8, (
        "Khác rõ với cái đang có trên thị trường, có so sánh bằng số liệu.",
        "Clearly different from what is on the market, compared in figures.",
    )),
    (9, 10, ("Mới với cả ngành, có số đo độc lập.", "New to the trade, with independent figures.")),
)  # fmt: skip
ANCHORS_TEAM = (
    (0, 4, ("Chưa rõ ai làm gì.", "Not clear who does what.")),
    (5, 6, ("Có người làm nghề trên 3 năm.", "Somebody has worked in the trade for three years.")),
    (7, 8, (
        "Bổ sung nhau tốt, đã cùng làm ra sản phẩm.",
        "They complement each other and have made a product together.",
    )),
    (9, 10, (
        "Từng đưa sản phẩm tương tự ra thị trường.",
        "They have brought a similar product to market before.",
    )),
)  # fmt: skip
