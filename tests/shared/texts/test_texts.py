"""Texts, numbers, money and times as people read them."""

from datetime import UTC, datetime

import pytest
from markupsafe import Markup

from shared.texts import negotiate, plural, translate
from shared.texts.catalogues import TranslatedTwice, texts_of
from shared.texts.numbers import money, number, percent
from shared.texts.times import clock_time, date, deadline, moment

FRIDAY = datetime(2026, 10, 30, 10, 0, tzinfo=UTC)
SUNDAY = datetime(2026, 11, 22, 2, 5, 9, tzinfo=UTC)


def test_a_text_is_translated_and_filled():
    assert translate("Sign in first.", "vi") == "Bạn cần đăng nhập trước."
    assert translate("Sign in first.", "en") == "Sign in first."
    assert translate("{n} of {x}", "vi", {"n": 20_000, "x": "đ"}) == "20.000 of đ"


def test_a_placeholder_is_only_substituted():
    assert translate("{a} {b.c} {missing}", "en", {"a": "{b}", "b": "no"}) == "{b} {b.c} {missing}"


def test_markup_in_a_text_leaves_nothing_else_unescaped():
    assert translate("{a} & {b}", "en", {"a": Markup("<b>1</b>"), "b": "<i>"}) == Markup("<b>1</b> &amp; &lt;i&gt;")


def test_a_count_chooses_the_form():
    assert [plural("{count} day", "{count} days", n, "en") for n in (0, 1, 2)] == ["0 days", "1 day", "2 days"]


def test_two_translations_of_one_text_are_refused(tmp_path):
    (tmp_path / "vi").mkdir()
    for name, words in (("a", "một"), ("b", "hai")):
        (tmp_path / "vi" / f"{name}.po").write_text(f'msgid "one"\nmsgstr "{words}"\n')
    with pytest.raises(TranslatedTwice, match="one"):
        texts_of("vi", tmp_path)


@pytest.mark.parametrize(
    ("chosen", "accepted", "language"),
    [
        ("en", "vi", "en"),
        ("fr", None, "vi"),
        (None, "fr-FR, en;q=0.8, vi;q=0.9", "vi"),
        (None, "en-GB,en;q=0.9", "en"),
        (None, "en;q=0, fr", "vi"),
        (None, "en;q=x,;;,", "vi"),
        (None, "", "vi"),
    ],
)
def test_the_language_is_negotiated(chosen, accepted, language):
    assert negotiate(chosen, accepted) == language


def test_numbers_follow_the_house_style():
    assert [number(1204, "vi"), number(84.9, "vi"), number(84.9, "en", 2), number(-3, "vi")] == [
        "1.204",
        "84,9",
        "84.90",
        "−3",
    ]
    assert [percent(0.036, "vi"), percent(0.5, "en")] == ["3,6%", "50%"]


def test_money_follows_the_house_style():
    assert money(1_250_000, "VND", "vi") == "1.250.000\u00a0₫"
    assert money(1_200_000, "USD", "vi") == "12.000\u00a0USD"
    assert money(1_250_000, "VND", "en") == "VND\u00a01,250,000"
    assert money(1_250, "USD", "en") == "USD\u00a012.50"


def test_times_follow_the_house_style():
    assert deadline(FRIDAY, "vi") == "17:00, thứ Sáu 30/10/2026 (giờ Việt Nam)"
    assert deadline(FRIDAY, "en") == "30 Oct 2026, 17:00 (UTC+7)"
    assert deadline(SUNDAY, "vi").startswith("09:05, Chủ Nhật 22/11/2026")
    assert deadline(FRIDAY, "en", "Asia/Kolkata") == "30 Oct 2026, 15:30 (UTC+5:30)"
    assert [date(FRIDAY, "vi"), date(FRIDAY, "en")] == ["30/10/2026", "30 Oct 2026"]
    assert [clock_time(SUNDAY, "vi"), moment(SUNDAY, "vi")] == ["09:05:09", "09:05, 22/11/2026"]
