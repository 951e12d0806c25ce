"""Working Days: which days count in England and Wales, and which day is the n-th after another.

Nothing heavy is loaded here. The data files are read on the first use of `england_and_wales`.
"""

from __future__ import annotations

from victims_code.calendars.brought import GivesHolidays
from victims_code.calendars.jurisdictions import england_and_wales
from victims_code.calendars.records import BankHoliday, CalendarYear, HolidayTable, PassedOver, YearStatus
from victims_code.calendars.working_days import WorkingDays

__all__ = [
    "BankHoliday",
    "CalendarYear",
    "GivesHolidays",
    "HolidayTable",
    "PassedOver",
    "WorkingDays",
    "YearStatus",
    "england_and_wales",
]
