"""Tax codes: real ones pass, and a slip of the finger is found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.accounts.domain.tax_code import TaxCode, check, check_digit
from shared.errors import FieldFault

KNOWN = {
    "Viettel": "0100109106",
    "FPT": "0101248141",
    "Vinamilk": "0300588569",
    "VNPT": "0100684378",
    "Vietcombank": "0100112437",
    "Vingroup": "0101245486",
    "EVN": "0100100079",
    "Petrolimex": "0100107370",
    "Hòa Phát": "0900189284",
    "BIDV": "0100150619",
}
"""Public: each stands in the register of enterprises and on the company's invoices."""

roots = (
    st.integers(min_value=1, max_value=99)
    .flatmap(lambda province: st.integers(min_value=1, max_value=9_999_999).map(lambda n: f"{province:02}{n:07}"))
    .filter(lambda nine: len(check_digit(nine)) == 1)
    .map(lambda nine: nine + check_digit(nine))
)


def fault_of(code: str) -> str:
    with pytest.raises(FieldFault) as found:
        check(code)
    assert found.value.path == ("tax_code",)
    return found.value.code


@pytest.mark.parametrize("code", KNOWN.values(), ids=KNOWN)
def test_codes_of_known_companies_hold(code):
    assert check(code) == TaxCode(code)


@pytest.mark.parametrize("written", ["0314409058-002", "0314409058002", " 0314409058 - 002 ", "0314409058–002"])
def test_a_units_code_is_the_same_however_it_is_written(written):
    assert check(written) == TaxCode("0314409058-002")
    assert check(written).root == "0314409058"


@pytest.mark.parametrize(
    "code",
    [
        *("", " ", "-", "010010910", "01001091060", "0100109106-", "0100109106-01", "0100109106-000", "0100000000"),
        *("01001O9106", "٠١٠٠١٠٩١٠٦", "²100109106", "0100109106-0001", "x" * 10_000, "\u202e0100109106", "+100109106"),
        *("000203000001", "097203000001", "-00109106123"),
    ],
)
def test_what_is_no_code_is_refused(code):
    assert fault_of(code) == "wrong_format"


def test_a_wrong_digit_is_told_apart_from_a_wrong_form():
    assert fault_of("0100109107") == "wrong_check_digit"
    assert fault_of("0100109107-001") == "wrong_check_digit"


def test_a_fault_stands_where_the_caller_says():
    with pytest.raises(FieldFault) as found:
        check("1", ("organisation", "tax_code"))
    assert found.value.path == ("organisation", "tax_code")


@pytest.mark.parametrize("code", ["001203004567", "079 203 004 567", "096099000001"])
def test_twelve_digits_are_a_persons_number(code):
    assert check(code) == TaxCode(code.replace(" ", ""), personal=True)


@given(st.integers(min_value=1, max_value=9_999_999).filter(lambda n: len(check_digit(f"80{n:07}")) == 1))
def test_a_code_that_begins_with_8_is_a_persons(number):
    code = f"80{number:07}"
    assert check(code + check_digit(code)).personal


@given(roots)
def test_a_code_with_its_check_digit_holds(code):
    assert check(code).normal == check(check(code).normal).normal == code


@given(roots, st.integers(min_value=0, max_value=9), st.integers(min_value=1, max_value=9))
def test_one_wrong_digit_is_always_found(code, place, step):
    """Each weight and 11 have no common divisor, so the sum always changes."""
    wrong = code[:place] + str((int(code[place]) + step) % 10) + code[place + 1 :]
    assert fault_of(wrong) in ("wrong_check_digit", "wrong_format")


@given(roots, st.integers(min_value=0, max_value=8))
def test_two_neighbours_in_the_wrong_order_are_always_found(code, place):
    """The weights of neighbours differ by less than 11, so the sum changes by what is no multiple of it."""
    swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    if swapped != code:
        assert fault_of(swapped) in ("wrong_check_digit", "wrong_format")
