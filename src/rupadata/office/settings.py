"""What an office says about itself: letterhead, officials, numbering of letters, hours and holidays.

Nothing here is invented by the product: what the office leaves out stays blank on its papers.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta, timezone
from functools import lru_cache
from pathlib import Path
from string import Formatter
from typing import Annotated, Any, Literal

import msgspec

from rupadata.checked import YEARS
from rupadata.decoding import TOML_MISTAKES, parse_toml, read_text
from rupadata.errors import InputRefusedError, UsageError, nearest_name
from rupadata.file_errors import explain_mistake
from rupadata.language import say
from rupadata.wording import format_date

_ZONES = {"WIB": 7, "WITA": 8, "WIT": 9}
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_PLAIN_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,39}")
"""Ids stand in the names of papers."""
_COLOUR = r"^(#[0-9A-Fa-f]{6})?$"
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class Handover(msgspec.Struct, frozen=True, omit_defaults=True):
    """A role that one person hands to another for the rest of the case: as Plh, Plt, or for good."""

    role: str
    to: str
    kind: str = ""


class Letterhead(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What stands at the head of a letter; `place` is where letters are signed."""

    government: str
    office: str
    division: str = ""
    section: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    website: str = ""
    postal_code: str = ""
    place: str = ""
    logo: str = ""


class FontSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The office's own fonts: files beside `office.toml`, one a weight or one variable font, per family."""

    heading: tuple[str, ...] = ()
    text: tuple[str, ...] = ()


class BrandSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How an office signs its pages: `logo` is a file beside `office.toml`, `colour` is like `#0b5fa5`."""

    office: str = ""
    logo: str = ""
    colour: Annotated[str, msgspec.Meta(pattern=_COLOUR)] = ""
    web: str = ""
    social: tuple[str, ...] = ()
    hashtag: str = ""
    fonts: FontSettings = FontSettings()


class Deputy(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who stands in for an official on which days: as Plh or Plt of a post, or, with `kind = ""`, for staff.

    On these days the holder does not decide.
    """

    person: str
    kind: Literal["Plh", "Plt", ""] = "Plh"
    since: date | None = None
    until: date | None = None

    def stands_in(self, day: date) -> bool:
        """Return whether the deputy stands in on a day."""
        return _covers(self.since, self.until, day)


class Leave(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Days on which an official is away: leave, training, a journey."""

    since: date
    until: date
    reason: str = ""


class Official(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A person of the office and the roles that the person holds in the procedure, on which days.

    `since` and `until` are for those who come or go (*mutasi*); whoever decided must stay in the file.
    """

    id: str
    name: str
    roles: tuple[str, ...] = ()
    position: str = ""
    rank: str = ""
    nip: str = ""
    since: date | None = None
    until: date | None = None
    leave: tuple[Leave, ...] = ()
    deputies: tuple[Deputy, ...] = ()

    def serves(self, day: date) -> bool:
        """Return whether the official is in office on a day; leave does not change that."""
        return _covers(self.since, self.until, day)

    def away(self, day: date) -> Leave | None:
        """Return the leave that covers a day; None when the official is there."""
        return next((leave for leave in self.leave if leave.since <= day <= leave.until), None)


class Numbering(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How letters are numbered: a template, the unit's code, and a classification code per kind of paper."""

    template: str = "{classification}/{sequence}/{unit}/{month_roman}/{year}"
    unit: str = ""
    classification: dict[str, str] = {}


class Retention(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How long the papers of a work order are kept (*jadwal retensi arsip*); nothing is deleted by it."""

    active_years: Annotated[int, msgspec.Meta(ge=0, le=100)] = 0
    inactive_years: Annotated[int, msgspec.Meta(ge=0, le=100)] = 0
    then: Literal["", "musnah", "permanen", "dinilai kembali"] = ""
    basis: str = ""


class ProcedureForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The office's particulars of the SOP: its number and dates, titles of actors, actors of steps.

    `forwarding_note` is the step with which the nota dinas is made, `none` where the office writes none;
    empty leaves it where the SOP has it.
    """

    number: str = ""
    created: str = ""
    revised: str = ""
    effective: str = ""
    ratified_by: str = ""
    forwarding_note: str = ""
    titles: dict[str, str] = {}
    actors: dict[str, tuple[str, ...]] = {}


class Hours(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Working hours of the week: each day a list of spans like `07.30-12.00`; a day left out is free."""

    monday: tuple[str, ...] = ()
    tuesday: tuple[str, ...] = ()
    wednesday: tuple[str, ...] = ()
    thursday: tuple[str, ...] = ()
    friday: tuple[str, ...] = ()
    saturday: tuple[str, ...] = ()
    sunday: tuple[str, ...] = ()

    def spans(self, weekday: int) -> tuple[tuple[time, time], ...]:
        """Return the spans of a day, Monday being 0."""
        return tuple(_parse_span(text) for text in getattr(self, WEEKDAYS[weekday]))


_USUAL = ("07:30-12:00", "12:30-15:30")
_FRIDAY = ("07:30-11:30", "13:00-16:30")
USUAL_HOURS = Hours(_USUAL, _USUAL, _USUAL, _USUAL, _FRIDAY)


class Profile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Working hours of certain dates, such as Ramadan."""

    name: str
    since: date
    until: date
    hours: Hours


class LocalHoliday(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A free day of this office, or, with `works = true`, a national holiday on which it works."""

    date: date
    name: str
    works: bool = False


class OfficeSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Everything that an office says about itself in `office.toml`.

    `legal_basis` are the laws that its letters name, `copies` (*tembusan*) and `on_behalf` (*a.n.*) go by the
    kind of paper.
    """

    letterhead: Letterhead
    officials: tuple[Official, ...]
    time_zone: Literal["WIB", "WITA", "WIT"] = "WIB"
    brand: BrandSettings = BrandSettings()
    labels: dict[str, str] = {}
    legal_basis: tuple[str, ...] = ()
    copies: dict[str, tuple[str, ...]] = {}
    on_behalf: dict[str, str] = {}
    numbering: Numbering = Numbering()
    procedure: ProcedureForm = ProcedureForm()
    retention: Retention = Retention()
    hours: Hours = USUAL_HOURS
    profiles: tuple[Profile, ...] = ()
    holidays: tuple[LocalHoliday, ...] = ()

    @property
    def zone(self) -> timezone:
        """Return the time zone of the office; Indonesia has no summer time."""
        return timezone(timedelta(hours=_ZONES[self.time_zone]), self.time_zone)

    def official(self, person: str) -> Official:
        """Return the official of an id, or say who is known."""
        for known in self.officials:
            if known.id == person:
                return known
        ids = [known.id for known in self.officials]
        near = nearest_name(person, ids)
        raise UsageError(
            say(
                id=f"Tidak ada pelaksana {person!r} dalam office.toml.",
                en=f"office.toml knows no {person!r}.",
            ),
            code="person-unknown",
            hint=say(id=f"Maksudnya {near}?", en=f"Did you mean {near}?")
            if near
            else say(id=f"Yang ada: {', '.join(ids)}.", en=f"Known: {', '.join(ids)}."),
        )

    def holders(self, role: str) -> tuple[Official, ...]:
        """Return who holds a role by office, in the order of the file."""
        return tuple(official for official in self.officials if role in official.roles)

    def acting(self, person: str, role: str, day: date, handovers: tuple[Handover, ...] = ()) -> str | None:
        """Return how a person holds a role on a day: "" by office, "Plh" or "Plt"; None when not at all.

        The last handover of a role within a case goes before the office file, a deputy before the holder, and
        nobody holds anything while on leave.
        """
        official = self.official(person)
        if not official.serves(day) or official.away(day) is not None:
            return None
        for handover in reversed(handovers):
            if handover.role == role:
                return handover.kind if handover.to == person else None
        for holder in self.holders(role):
            if not holder.serves(day):
                continue
            standing_in = [deputy for deputy in holder.deputies if deputy.stands_in(day)]
            if holder.id == person and not standing_in:
                return ""
            for deputy in standing_in:
                if deputy.person == person:
                    return deputy.kind
        return None

    def on_duty(
        self, role: str, day: date, handovers: tuple[Handover, ...] = ()
    ) -> tuple[tuple[Official, str], ...]:
        """Return who can decide in a role on a day, and how each holds it, in the order of the file."""
        held = [(one, self.acting(one.id, role, day, handovers)) for one in self.officials]
        return tuple((one, kind) for one, kind in held if kind is not None)

    def label(self, kind: str, usual: str) -> str:
        """Return the office's own name for a kind of paper."""
        return self.labels.get(kind, usual)

    def proposed_number(self, kind: str, day: date, sequence: int | None = None) -> str:
        """Return a proposal for a letter's number; what an official must give stays as dots."""
        return _fill_template(
            self.numbering.template,
            classification=self.numbering.classification.get(kind, "…"),
            sequence="........" if sequence is None else f"{sequence:03d}",
            unit=self.numbering.unit or "…",
            month=f"{day.month:02d}",
            month_roman=_ROMAN[day.month - 1],
            year=str(day.year),
        )


def _fill_template(template: str, **values: str) -> str:
    """Return a template with its fields filled in, which are names alone: `{sequence}`, `{month_roman}`."""
    try:
        parts = list(Formatter().parse(template))
    except ValueError as error:
        raise ValueError(
            say(
                id="numbering.template: kurung kurawalnya salah",
                en="numbering.template: its braces are wrong",
            )
        ) from error
    filled = []
    for text, name, form, conversion in parts:
        filled.append(text)
        if name is None:
            continue
        if name not in values or form or conversion:
            raise ValueError(
                say(
                    id=f"numbering.template: {{{name[:40]}}} tidak dikenal",
                    en=f"numbering.template: {{{name[:40]}}} is unknown",
                )
            )
        filled.append(values[name])
    return "".join(filled)


def load_settings(path: Path) -> OfficeSettings:
    """Return the settings of an office file."""
    return settle_settings(read_text(path, "office-unreadable"), where=path.name)


def settle_settings(text: str, *, where: str = "office.toml") -> OfficeSettings:
    """Return the settings of a TOML text with which a new case can begin."""
    settings = parse_settings(text, where=where)
    try:
        _check_sense(settings)
    except ValueError as error:
        raise _refused(where, str(error)) from error
    return settings


@lru_cache(maxsize=64)
def parse_settings(text: str, *, where: str = "office.toml") -> OfficeSettings:
    """Return the settings of a TOML text; refuse it with what is wrong."""
    try:
        office = msgspec.convert(_word_days(parse_toml(text)), OfficeSettings)
        office.proposed_number("any", date(2026, 1, 1))
        for hours in (office.hours, *(profile.hours for profile in office.profiles)):
            for weekday in range(7):
                _check_order(hours.spans(weekday))
    except (msgspec.ValidationError, *TOML_MISTAKES) as error:
        raise _refused(where, explain_mistake(error, text)) from error

    ids = [official.id for official in office.officials]
    if not ids:
        raise _refused(where, say(id="belum ada [[officials]]", en="there are no [[officials]]"))
    for twice in {person for person in ids if ids.count(person) > 1}:
        raise _refused(
            where, say(id=f"id pejabat {twice!r} ganda", en=f"the official {twice!r} occurs twice")
        )
    for official in office.officials:
        for deputy in official.deputies:
            office.official(deputy.person)
            if deputy.person == official.id:
                raise _refused(
                    where,
                    say(
                        id=f"{official.id!r} menggantikan dirinya sendiri",
                        en=f"{official.id!r} deputises itself",
                    ),
                )
    return office


def _word_days(said: dict[str, Any]) -> dict[str, Any]:
    """Return settings in which the days of the SOP, which stand on its form, are words."""
    form = said.get("procedure")
    if not isinstance(form, dict):
        return said
    worded = {key: format_date(day, "id") if isinstance(day, date) else day for key, day in form.items()}
    return {**said, "procedure": worded}


def check_roles(office: OfficeSettings, actors: tuple[str, ...], titles: dict[str, str]) -> None:
    """Refuse an office file in which a role of the procedure has nobody."""
    missing = [actor for actor in actors if not office.holders(actor)]
    if missing:
        named = ", ".join(f"{titles.get(actor, actor)} ({actor})" for actor in missing)
        raise InputRefusedError(
            say(
                id=f"office.toml belum punya pejabat untuk: {named}.",
                en=f"office.toml has nobody for: {named}.",
            ),
            code="official-missing",
            hint=say(
                id="Tambahkan [[officials]] dengan roles itu.", en="Add [[officials]] that hold these roles."
            ),
        )


def parse_time(text: str, office: OfficeSettings) -> datetime:
    """Return the moment of an ISO text; without an offset it is the office's own time."""
    try:
        moment = datetime.fromisoformat(text)
        if moment.year not in YEARS:
            raise ValueError(text)
    except ValueError as error:
        raise UsageError(
            say(id=f"Waktu {text!r} tidak terbaca.", en=f"The time {text!r} cannot be read."),
            code="time-unreadable",
            hint=say(id="Tulis seperti 2026-09-07T08:30.", en="Write it like 2026-09-07T08:30."),
        ) from error
    return moment.replace(tzinfo=office.zone) if moment.tzinfo is None else moment.astimezone(office.zone)


def parse_day(text: str) -> date:
    """Return the day of an ISO text."""
    try:
        day = date.fromisoformat(text)
        if day.year not in YEARS:
            raise ValueError(text)
        return day
    except ValueError as error:
        raise UsageError(
            say(id=f"Tanggal {text!r} tidak terbaca.", en=f"The date {text!r} cannot be read."),
            code="date-unreadable",
            hint=say(id="Tulis seperti 2026-10-30.", en="Write it like 2026-10-30."),
        ) from error


def _covers(since: date | None, until: date | None, day: date) -> bool:
    return (since is None or since <= day) and (until is None or day <= until)


def _parse_span(text: str) -> tuple[time, time]:
    start, _, end = text.replace(".", ":").partition("-")
    try:
        return time.fromisoformat(start.strip().zfill(5)), time.fromisoformat(end.strip().zfill(5))
    except ValueError as error:
        raise ValueError(
            say(
                id=f"jam {text!r} tidak terbaca; tulis seperti 07.30-12.00",
                en=f"the hours {text!r} cannot be read; write them like 07.30-12.00",
            )
        ) from error


def _check_sense(office: OfficeSettings) -> None:
    """Refuse what a new case must not begin with; a case that began with it can still be read."""
    if not any(office.hours.spans(weekday) for weekday in range(7)):
        raise ValueError(say(id="[hours] tanpa jam kerja", en="[hours] has no working hours"))
    for official in office.officials:
        if _PLAIN_ID.fullmatch(official.id) is None:
            raise ValueError(
                say(
                    id=f"id pejabat {official.id[:40]!r}: pakai huruf, angka, titik, garis, paling banyak 40",
                    en=f"the id {official.id[:40]!r}: use letters, digits, dots and dashes, at most 40",
                )
            )
    for profile in office.profiles:
        _check_days(profile.since, profile.until)
    for one in office.officials:
        _check_days(one.since, one.until)
        for deputy in one.deputies:
            _check_days(deputy.since, deputy.until)
        for leave in one.leave:
            _check_days(leave.since, leave.until)


def _check_days(since: date | None, until: date | None) -> None:
    if since is not None and until is not None and until < since:
        raise ValueError(
            say(
                id=f"tanggal {since:%d-%m-%Y} sampai {until:%d-%m-%Y} terbalik",
                en=f"the days {since:%Y-%m-%d} to {until:%Y-%m-%d} are the wrong way round",
            )
        )


def _check_order(spans: tuple[tuple[time, time], ...]) -> None:
    moments = [moment for span in spans for moment in span]
    if moments != sorted(moments):
        raise ValueError(say(id="jam kerja tidak berurutan", en="the working hours are not in order"))


def _refused(where: str, why: str) -> InputRefusedError:
    return InputRefusedError(
        say(id=f"Berkas kantor {where}: {why}.", en=f"Office file {where}: {why}."), code="office-faulty"
    )
