from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.accounts.domain.working_days import due_after, is_working_day

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
SECONDS = st.integers(0, 5 * 365 * 86_400)


def due(year: int, month: int, day: int, hour: int, minute: int, days: int = 2) -> str:
    asked = datetime(year, month, day, hour, minute, tzinfo=HANOI)
    return due_after(asked, days).astimezone(HANOI).strftime("%a %d/%m/%Y %H:%M")


def test_what_is_asked_on_a_friday_afternoon_is_due_on_tuesday():
    assert due(2026, 10, 9, 16, 0) == "Tue 13/10/2026 17:00"


def test_a_weekend_a_day_off_and_a_worked_saturday_are_counted_as_offices_do():
    assert due(2026, 2, 13, 9, 0) == "Tue 24/02/2026 17:00"  # Tết lies between
    assert due(2026, 8, 20, 9, 0) == "Sat 22/08/2026 17:00"  # worked in place of 31 August
    assert due(2026, 11, 23, 9, 0) == "Thu 26/11/2026 17:00"  # the Vietnam Culture Day
    assert due(2026, 10, 10, 9, 0) == "Tue 13/10/2026 17:00"  # asked on a Saturday


def test_the_day_is_that_of_vietnam_not_of_utc():
    assert due_after(datetime(2026, 10, 8, 18, 0, tzinfo=UTC), 2) == datetime(2026, 10, 13, 10, 0, tzinfo=UTC)


def test_fifteen_working_days_are_three_weeks_without_days_off():
    assert due(2026, 10, 9, 16, 0, days=15) == "Fri 30/10/2026 17:00"


@pytest.mark.parametrize("day", [date(2027, 1, 1), date(2028, 9, 2), date(2031, 5, 1)])
def test_a_year_that_is_not_announced_knows_the_days_that_the_law_fixes(day):
    assert not is_working_day(day)


@given(SECONDS, st.integers(1, 30))
def test_a_due_time_is_on_a_working_day_and_leaves_that_many(seconds, days):
    asked = datetime(2025, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    end = due_after(asked, days).astimezone(HANOI).date()
    begin = asked.astimezone(HANOI).date()
    between = [begin + timedelta(days=n) for n in range(1, (end - begin).days + 1)]
    assert is_working_day(end)
    assert sum(map(is_working_day, between)) == days
