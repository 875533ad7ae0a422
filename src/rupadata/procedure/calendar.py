"""Working time: which minutes of which days count, holidays of Indonesia included."""

from __future__ import annotations

from datetime import date, datetime, timedelta, tzinfo
from functools import lru_cache

import holidays

from rupadata.language import say
from rupadata.office.settings import Hours, OfficeSettings
from rupadata.problems import Place, Problem

# Beyond this many days without a working minute the office file itself must be wrong.
_LONGEST_PAUSE_DAYS = 60


_ESTIMATE = "(perkiraan)"


@lru_cache(maxsize=64)
def _national_days(year: int) -> dict[date, str]:
    """Return the national holidays and the days of joint leave of a year, by name."""
    days = holidays.country_holidays(
        "ID", years=year, categories=(holidays.PUBLIC, holidays.GOVERNMENT), language="id"
    )
    return dict(days)


@lru_cache(maxsize=64)
def _has_joint_leave(year: int) -> bool:
    """Return whether the government has already named the days of joint leave of a year."""
    return any("Cuti Bersama" in name for name in _national_days(year).values())


class WorkingCalendar:
    """The working time of one office."""

    def __init__(self, office: OfficeSettings) -> None:
        self._office = office
        self._zone = office.zone
        self._local = {holiday.date: holiday for holiday in office.holidays}
        self._spans: dict[date, tuple[tuple[datetime, datetime], ...]] = {}

    @property
    def zone(self) -> tzinfo:
        """Return the zone in which the office's days begin and end."""
        return self._zone

    def holiday(self, day: date) -> str:
        """Return the name of a holiday, or "" for a day that is none."""
        local = self._local.get(day)
        if local is not None:
            return "" if local.works else local.name
        return _national_days(day.year).get(day, "")

    def is_estimated(self, day: date) -> bool:
        """Return whether the date of a national holiday may still change.

        The source says so of some; before the joint leave of a year is announced, it holds for every holiday
        that is not on the same day each year.
        """
        name = "" if day in self._local else _national_days(day.year).get(day, "")
        if not name or _ESTIMATE in name or _has_joint_leave(day.year):
            return _ESTIMATE in name
        before = (day.month, day.day, name) in {
            (other.month, other.day, known) for other, known in _national_days(day.year - 1).items()
        }
        return not before

    def holiday_words(self, day: date) -> str:
        """Return the name of a holiday, with "(perkiraan)" where its date may still change."""
        name = self.holiday(day)
        return f"{name} {_ESTIMATE}" if self.is_estimated(day) and _ESTIMATE not in name else name

    def hours(self, day: date) -> Hours:
        """Return the hours that hold on a day: of the last profile that covers it, else the usual ones."""
        for profile in reversed(self._office.profiles):
            if profile.since <= day <= profile.until:
                return profile.hours
        return self._office.hours

    def spans(self, day: date) -> tuple[tuple[datetime, datetime], ...]:
        """Return the working spans of a day, in order; empty on a free day."""
        known = self._spans.get(day)
        if known is None:
            known = ()
            if not self.holiday(day):
                known = tuple(
                    (datetime.combine(day, start, self._zone), datetime.combine(day, end, self._zone))
                    for start, end in self.hours(day).spans(day.weekday())
                )
            self._spans[day] = known
        return known

    def capacity(self, day: date) -> int:
        """Return the working minutes of a day."""
        return sum(_minutes(start, end) for start, end in self.spans(day))

    def minutes_between(self, start: datetime, end: datetime) -> int:
        """Return the whole working minutes between two moments; 0 when the second is not later."""
        return self.seconds_between(start, end) // 60

    def seconds_between(self, start: datetime, end: datetime) -> int:
        """Return the working seconds between two moments; 0 when the second is not later."""
        total = 0.0
        day = start.astimezone(self._zone).date()
        last = end.astimezone(self._zone).date()
        while day <= last:
            for opening, closing in self.spans(day):
                overlap = (min(end, closing) - max(start, opening)).total_seconds()
                total += max(0.0, overlap)
            day += timedelta(days=1)
        return int(total)

    def next_working(self, moment: datetime) -> datetime:
        """Return the moment itself within working time, else the next one that is."""
        return self.add_minutes(moment, 0)

    def add_minutes(self, moment: datetime, minutes: int) -> datetime:
        """Return the moment at which so many working minutes are over."""
        left = timedelta(minutes=minutes)
        day = moment.astimezone(self._zone).date()
        for _ in range(_LONGEST_PAUSE_DAYS + minutes):
            for opening, closing in self.spans(day):
                begin = max(moment.astimezone(self._zone), opening)
                if begin < closing and (left < closing - begin or (minutes and left <= closing - begin)):
                    return begin + left
                left -= max(timedelta(0), closing - begin)
            day += timedelta(days=1)
        raise ValueError(say(id="office.toml tidak memuat jam kerja", en="office.toml has no working hours"))

    def check_days(self, start: date, end: date) -> tuple[Problem, ...]:
        """Return warnings about holidays between two days that are estimated or not yet known."""
        problems = []
        for year in range(start.year, end.year + 1):
            estimated = [
                (day, name)
                for day, name in sorted(_national_days(year).items())
                if start <= day <= end and self.is_estimated(day)
            ]
            problems += [_estimated(day, name) for day, name in estimated]
            if not _has_joint_leave(year):
                problems.append(_year_unknown(year))
        return tuple(problems)


def _minutes(start: datetime, end: datetime) -> int:
    return int((end - start).total_seconds() // 60)


def _estimated(day: date, name: str) -> Problem:
    bare = name.removesuffix(_ESTIMATE).strip()
    return Problem.of("holiday-estimated", Place(), day=day.isoformat(), holiday=bare)


def _year_unknown(year: int) -> Problem:
    return Problem.of("holidays-not-announced", Place(), year=year)
