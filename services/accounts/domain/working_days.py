"""Due times in working days, as Decree 356/2025 counts them."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from services.accounts.domain.holidays import ANNOUNCED, Year, fixed_days

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
CLOSING = time(17, 0)
"""When public offices close."""
SATURDAY = 5


def is_working_day(day: date) -> bool:
    """Whether public offices are open."""
    year = _year(day.year)
    if day in year.worked:
        return True
    return day.weekday() < SATURDAY and day not in year.off


def due_after(asked_at: datetime, days: int) -> datetime:
    """The closing time of the last of so many working days after the day of asking, in UTC."""
    day, left = asked_at.astimezone(ZONE).date(), days
    while left:
        day += timedelta(days=1)
        left -= is_working_day(day)
    return datetime.combine(day, CLOSING, ZONE).astimezone(asked_at.tzinfo)


def _year(year: int) -> Year:
    return ANNOUNCED.get(year) or fixed_days(year)
