"""Likely twins: what makes two names one, and what keeps them apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.accounts.domain.algorithms.names import name_key
from services.accounts.domain.algorithms.twins import (
    MOST_KEYS,
    Profile,
    Reason,
    Twin,
    keys,
    likeness,
    profile,
)
from services.accounts.domain.algorithms.web_addresses import site_key

LONG = "Gốm Phù Lãng Kinh Bắc"


def of(*names: str, site: str | None = None, tax: str | None = None) -> Profile:
    return profile(names, site, tax)


def reasons(a: Profile, b: Profile) -> tuple[str, ...]:
    found = likeness(a, b)
    assert found == likeness(b, a), "a twin's twin is its twin"
    assert not found or set(keys(a)) & set(keys(b)), "what is told can be found"
    return tuple(reason.value for reason in found.reasons) if found else ()


@pytest.mark.parametrize(
    "name",
    [
        "Công ty TNHH Gốm Phù Lãng", "CÔNG TY TRÁCH NHIỆM HỮU HẠN MỘT THÀNH VIÊN GỐM PHÙ LÃNG",
        "Cty TNHH MTV Gốm Phù Lãng",
        "Công ty TNHH Hai thành viên trở lên Gốm Phù Lãng", "Công ty Cổ phần Gốm Phù Lãng", "CTCP Gốm Phù Lãng",
        "Công ty CP Gốm Phù Lãng", "Gốm Phù Lãng JSC", "Công ty Hợp danh Gốm Phù Lãng", "DNTN Gốm Phù Lãng",
        "Doanh nghiệp tư nhân Gốm Phù Lãng", "Hợp tác xã Gốm Phù Lãng", "HTX Gốm Phù Lãng", "HKD Gốm Phù Lãng",
        "Liên hiệp hợp tác xã Gốm Phù Lãng", "Hộ kinh doanh Gốm Phù Lãng", "Tập đoàn Gốm Phù Lãng", "Viện Gốm Phù Lãng",
        "Tổng công ty Gốm Phù Lãng", "Chi nhánh Công ty TNHH Gốm Phù Lãng", "Văn phòng đại diện Gốm Phù Lãng",
        "Trung tâm Gốm Phù Lãng", "C.T.C.P Gốm Phù Lãng", "Công ty T.N.H.H. Gốm Phù Lãng", "Gốm Phù Lãng Ltd",
        "Gốm Phù Lãng Co., Ltd.", "Gốm Phù Lãng LLC", "Gốm Phù Lãng, Inc.", "Gốm Phù Lãng Corp.", "Gốm Phù Lãng GmbH",
        "Gốm Phù Lãng Pte. Ltd.", "Gốm Phù Lãng Co.", "Gốm Phù Lãng PLC", "Gốm Phù Lãng S.A.", "Gốm Phù Lãng SAS",
        "Gốm Phù Lãng B.V.", "Gốm Phù Lãng KK", "Gốm Phù Lãng Sdn Bhd", "Gốm Phù Lãng Joint Stock Company",
        "gom phu lang", "GO\u0302\u0301M PHU\u0300 LA\u0303NG", "Gốm-Phù_Lãng!",
        "Công ty Gốm Phù Lãng - Chi nhánh Hà Nội",
    ],
)  # fmt: skip
def test_a_legal_form_marks_case_and_punctuation_make_no_other_name(name):
    assert name_key(name) == "gom phu lang"
    assert reasons(of(name), of("Gốm Phù Lãng")) == ("same_name",)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Công ty TNHH Đức Đạt", "duc dat"), ("Công ty TNHH Kim Sa", "kim sa"), ("Kim Sà", "kim sa"), ("Công ty",
        "cong ty"),
        ("Cánh Cò", "canh co"), ("Ltd", "ltd"), ("", ""), ("😀", ""), ("株式会社メルカリ", "メルカリ"),
        ("Sam's Café", "sams cafe"), ("(Gốm)", "gom"), ("شركة النور", "شركة النور"), ("x" * 10_000, "x" * 200),
    ],
)  # fmt: skip
def test_a_name_keeps_what_is_its_own(name, key):
    assert name_key(name) == key


@pytest.mark.parametrize(
    ("known", "typed"),
    [
        ("Pando Bioscience", "Bioscience Pando"),
        ("Saratoga Energy", "Công ty Cổ phần Năng lượng Saratoga"),
        ("Công ty TNHH Thương mại và Dịch vụ Kinh Bắc", "Kinh Bac Trading & Service Co., Ltd"),
        ("Mekong Robotics Technologies", "Mekong Robo. Tech"),
        ("Millbrookers", "Milbrookers"),
        ("Saratoga", "Sartaoga"),
        ("Công ty CP Đầu tư Phát triển Công nghệ Kinh Bắc", "ĐTPTCNKB"),
        ("Công ty CP Gốm Việt Kinh Bắc (tên cũ: Lò Gốm Phù Lãng)", "Lò Gốm Phù Lãng"),
        ("Chantharaphone Foods", "Chantharaphone"),
    ],
)
def test_names_that_say_the_same_are_close(known, typed):
    assert reasons(of(known), of(typed)) in (("close_name",), ("same_name",))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Công ty TNHH An Phát", "Công ty TNHH An Phú"),
        ("Công ty TNHH Thương mại An Phát", "Công ty TNHH Xây dựng An Phát"),
        ("Công ty TNHH Minh An", "Công ty TNHH An Minh"),
        ("Công ty TNHH Thương mại Dịch vụ Hòa Phát", "Công ty TNHH Thương mại Dịch vụ Minh Phát"),
        ("HTX Nông nghiệp Phù Lãng", "HTX Nông nghiệp Phù Lương"),
        ("Trung tâm Y tế Từ Sơn", "Trung tâm Y tế Tiên Sơn"),
        ("Công ty 20", "Công ty 28"),
        ("Gốm Kinh Bắc 1 Millbrookers", "Gốm Kinh Bắc 2 Millbrookers"),
        ("Raven", "Raven Tech"),
        ("Jestor", "Nestor"),
        ("😀", "😁"),
        ("", ""),
    ],
)
def test_names_that_only_look_alike_are_kept_apart(one, other):
    assert reasons(of(one), of(other)) == ()


def test_each_reason_is_told_the_strongest_first():
    a = of(LONG, site="https://www.gom.vn", tax="0100109106")
    b = of("Gom Phu Lang Kinh Bac", site="http://gom.vn/vi", tax="0100109106-001")
    assert reasons(a, b) == ("same_tax_code", "same_site", "same_name")
    assert likeness(of("", site="gom.vn"), of("Khác hẳn", site="gom.vn")) == Twin((Reason.SAME_SITE,), 0.97)


def test_another_address_or_tax_code_speaks_against_a_name_that_is_only_close():
    typed, site = "Năng lượng Saratoga", "https://saratoga.vn"
    assert reasons(of("Saratoga Energy"), of(typed, site=site)) == ("close_name",)
    assert reasons(of("Saratoga Energy", site="https://sara.vn"), of(typed, site=site)) == ()
    assert reasons(of("Saratoga Energy", tax="0100109106"), of(typed, tax="0101248141")) == ()
    assert reasons(of("Saratoga", site="https://sara.vn"), of("SARATOGA", site=site)) == ("same_name",)


def test_a_persons_number_is_compared_with_nothing():
    household = of("Hộ kinh doanh Lan", tax="001203004567")
    assert household.tax_root is None
    assert reasons(household, of("Minh", tax="001203004567")) == ()


def test_a_registered_name_counts_beside_the_one_in_use():
    assert reasons(of("Lúa Vàng", "Công ty TNHH Gốm Phù Lãng"), of("Gốm Phù Lãng")) == ("same_name",)


@pytest.mark.parametrize(
    "url",
    [
        "https://pando.vn", "http://www.pando.vn/", "pando.vn", "HTTPS://WWW.PANDO.VN:443/en?x=1#a",
        "https://m.pando.vn/a/b",
        "https://a:b@pando.vn", "https://pando.vn.", " https://www2.pando.vn/", "https://vi.pando.vn",
    ],
)  # fmt: skip
def test_one_place_has_one_key_however_it_is_written(url):
    assert site_key(url) == "pando.vn"


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://www.facebook.com/Pando/", "facebook.com/pando"), ("https://m.facebook.com/pages/Pando/12",
        "facebook.com/pando"),
        ("fb.com/pando?ref=x", "facebook.com/pando"), ("https://facebook.com/profile.php?id=42&a=1", "facebook.com/42"),
        ("https://pando.github.io", "pando.github.io"), ("https://pando.github.io/shop", "pando.github.io/shop"),
        ("https://shopee.vn/pando", "shopee.vn/pando"), ("https://sites.google.com/view/pando/home",
        "sites.google.com/pando"),
        ("https://linktr.ee/pando", "linktr.ee/pando"), ("https://bücher.vn", "xn--bcher-kva.vn"),
        ("https://xn--bcher-kva.vn", "xn--bcher-kva.vn"), ("https://home.vn", "home.vn"), ("https://www.com.vn",
        "www.com.vn"),
    ],
)  # fmt: skip
def test_on_a_shared_host_the_path_says_whose_place_it_is(url, key):
    assert site_key(url) == key


@pytest.mark.parametrize(
    "url",
    [
        "", "https://", "https://facebook.com", "https://github.io", "not a site", "javascript:alert(1)",
        "http://192.168.0.1",
        "http://[::1]/", "http://localhost", "mailto:", "https://youtube.com/watch?v=1",
        "x" * 1000, "https://\u202epando", "http://..",
    ],
)  # fmt: skip
def test_what_names_no_place_of_anybodys_own_has_no_key(url):
    assert site_key(url) is None


@given(st.text(max_size=300), st.text(max_size=300), st.text(max_size=40))
def test_whatever_is_typed_has_few_keys_and_an_answer(name, site, tax):
    typed = profile([name], site, tax)
    assert len(keys(typed)) <= MOST_KEYS
    assert all(len(key) < 600 for key in keys(typed))
    reasons(typed, profile([name]))


@given(st.text(min_size=1, max_size=60))
def test_a_name_is_its_own_twin_in_capitals_too(name):
    if len("".join(name_key(name).split())) > 1 and name.casefold() == name.upper().casefold():
        assert reasons(of(name), of(name.upper())) == ("same_name",)
