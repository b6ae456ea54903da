"""The organiser's list: searched, narrowed down by links, counted, paged both ways; and an entry's page."""

import re
from datetime import timedelta

from starlette.datastructures import QueryParams

from gateway.web.chosen import chosen
from tests.gateway import facts
from tests.gateway.pages.services import NOW


def titles(browser):
    return re.findall(r'<th scope="row"><a href="/entries/[^"]+">([^<]+)</a>', browser.page.text)


async def test_an_organiser_sees_what_was_submitted_in_their_tenant(browser):
    await browser.sign_in()
    await browser.open("/entries")
    assert "Đã có 4 hồ sơ." in browser.text
    assert titles(browser) == ["An toàn thực phẩm", "Đèn đường gạch", "Ấm trà thông minh", "Gạch không nung"]


async def test_words_are_found_with_and_without_diacritics(browser):
    await browser.sign_in()
    for words in ("gạch", "gach"):
        await browser.open(f"/entries?q={words}")
        assert set(titles(browser)) == {"Gạch không nung", "Đèn đường gạch"}
        assert "Có 2 hồ sơ khớp lựa chọn của bạn." in browser.text


async def test_a_choice_is_a_link_with_its_count_and_is_taken_back_by_a_link(browser):
    await browser.sign_in()
    await browser.open("/entries")
    link = re.search(
        r'<a href="(/entries\?tag=M[^"]+)"><span>Môi trường</span><span class="count">(\d+)<', browser.page.text
    )
    assert link
    assert link[2] == "2"
    await browser.open(link[1])
    assert titles(browser) == ["Đèn đường gạch", "Gạch không nung"]
    assert '<a class="btn line small" href="/entries">' in browser.page.text


async def test_country_year_and_status_narrow_down_together(browser):
    await browser.sign_in()
    await browser.open("/entries?country=SG&year=2015&status=submitted")
    assert titles(browser) == ["Ấm trà thông minh"]
    await browser.open("/entries?status=withdrawn")
    assert "Không hồ sơ nào khớp lựa chọn của bạn" in browser.text


async def test_a_word_that_no_entry_has_is_named(browser):
    await browser.sign_in()
    await browser.open("/entries?q=gach+blockchain")
    assert "Không hồ sơ nào có chữ “blockchain”; đây là những hồ sơ có chữ gần giống." in browser.text
    await browser.open("/entries?q=gach")
    assert "gần giống" not in browser.text


async def test_words_that_nothing_fits_under_a_filter_lead_to_all_entries(browser):
    await browser.sign_in()
    await browser.open("/entries?q=gach&country=SG")
    assert titles(browser) == []
    (link,) = re.findall(r'<a class="btn" href="([^"]+)">Tìm “gach” trong mọi hồ sơ', browser.page.text)
    await browser.open(link)
    assert set(titles(browser)) == {"Gạch không nung", "Đèn đường gạch"}
    assert "<title>“gach” · Hồ sơ đã nộp · " in browser.page.text


async def test_the_order_is_a_link(browser):
    await browser.sign_in()
    await browser.open("/entries?order=title")
    assert titles(browser) == ["An toàn thực phẩm", "Ấm trà thông minh", "Đèn đường gạch", "Gạch không nung"]


async def test_pages_are_turned_both_ways(browser, database):
    await facts.project(database, *(facts.entry(f"entry-p{i:03}", f"Dự án {i:03}", minute=10 + i) for i in range(25)))
    await browser.sign_in()
    await browser.open("/entries")
    first = titles(browser)
    assert len(first) == 20
    assert 'rel="prev"' not in browser.page.text
    await browser.open(_link(browser, "next"))
    assert len(titles(browser)) == 9
    assert not set(first) & set(titles(browser))
    await browser.open(_link(browser, "prev"))
    assert titles(browser) == first


def _link(browser, rel):
    (link,) = re.findall(rf'rel="{rel}" href="([^"]+)"', browser.page.text)
    return link.replace("&amp;", "&")


async def test_charts_have_their_figures_in_a_table(browser):
    await browser.sign_in()
    await browser.open("/entries")
    assert '<svg role="img" aria-label="Biểu đồ cột' in browser.page.text
    assert re.search(r'<th scope="row">01/03</th><td class="num">4</td>', browser.page.text)


async def test_the_chart_of_days_leaves_none_out_and_says_what_it_shows(browser, database):
    await facts.project(database, *(facts.entry(f"entry-d{i}", "Muộn", minute=3 * 24 * 60) for i in range(5)))
    await browser.sign_in()
    await browser.open("/entries")
    assert "Nhiều nhất là ngày 04/03: 5 hồ sơ." in browser.text
    rows = re.findall(r'<th scope="row">(\d\d/\d\d)</th><td class="num">(\d+)</td>', browser.page.text)
    assert rows == [("04/03", "5"), ("03/03", "0"), ("02/03", "0"), ("01/03", "4"),
                    ("28/02", "0"), ("27/02", "0"), ("26/02", "0")]  # fmt: skip


async def test_a_rush_at_the_end_is_said(browser, database):
    late = 10 * 24 * 60
    await facts.project(database, *(facts.entry(f"entry-d{i}", "Muộn", minute=late) for i in range(5)))
    await browser.sign_in()
    await browser.open("/entries")
    assert "5 trên 9 hồ sơ đến trong 3 ngày cuối." in browser.text


async def test_figures_stand_over_the_whole_list_alone(browser, database):
    today = (NOW - facts.NOON) // timedelta(minutes=1)
    await facts.project(database, facts.entry("entry-now", "Vừa nộp", minute=today))
    await browser.sign_in()
    await browser.open("/entries")
    figures = re.findall(r"<div><dt>(.*?)</dt><dd>(.*?)</dd>(?:<dd class=\"sub\">(.*?)</dd>)?</div>", browser.page.text)
    assert figures == [
        ("hồ sơ đã nộp", "5", "từ 2 quốc gia"),
        ("hôm nay", "1", "hôm qua 0"),
        ("lĩnh vực", "4", "nhiều nhất là “Môi trường”"),
        ("ngày nữa đóng nhận", "11", "19:00, thứ Ba 31/03/2026 (giờ Việt Nam)"),
    ]
    await browser.open("/entries?country=SG")
    assert "figure-row" not in browser.page.text


async def test_a_list_is_of_one_edition_the_latest_or_the_one_chosen(browser, database):
    place = (facts.TENANT, "edition-2027", "programme-2027")
    newer = (facts.edition("edition-2027", year=2027), facts.programme("programme-2027", "edition-2027"))
    await facts.project(database, *newer, facts.entry("entry-2027", "Mùa sau", place=place))
    await browser.sign_in()
    await browser.open("/entries")
    assert titles(browser) == ["Mùa sau"]
    await browser.open(f"/entries?edition={facts.EDITION}&country=SG")
    assert titles(browser) == ["Ấm trà thông minh"]
    assert f'<a class="btn bare small" href="/entries?edition={facts.EDITION}">' in browser.page.text
    await browser.open(f"/entries?edition={facts.OTHER_EDITION}")
    assert titles(browser) == ["Mùa sau"]


async def test_an_entry_shows_all_that_was_submitted(browser):
    await browser.sign_in()
    await browser.open("/entries/entry-001")
    for said in ("Gạch không nung", "Gạch từ tro bay", "Vật liệu", "Gạch Việt", "Việt Nam", "2020", "5 người"):
        assert said in browser.text


async def test_an_entry_of_another_tenant_is_not_there(browser):
    await browser.sign_in()
    assert (await browser.open("/entries/entry-hue")).status_code == 404
    await browser.make_account()
    assert (await browser.open("/entries/entry-001")).status_code == 404


async def test_a_page_that_there_is_not_leads_to_the_first(browser):
    await browser.sign_in()
    await browser.open("/entries?after=nonsense&country=SG")
    assert titles(browser) == ["Ấm trà thông minh"]


def test_what_an_address_holds_beyond_the_choices_is_ignored():
    odd = chosen(QueryParams("q=+gạch+&tag=A&tag=A&tag=&country=VNM&year=20x&status=draft&order=random&x=1"))
    assert (odd.search, odd.tags, odd.country, odd.year, odd.status, odd.sorted_by) == (
        "gạch", ("A",), "VN", "", "", "best",
    )  # fmt: skip
    assert odd.address("/entries", search="") == "/entries?tag=A&country=VN&order=random"
