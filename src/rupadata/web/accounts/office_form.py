"""The office's settings as a form: what is typed in fields becomes the same `office.toml` that is read
everywhere."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import msgspec
from django.http import QueryDict

from rupadata.errors import UsageError
from rupadata.language import message_language, say
from rupadata.office.settings import OfficeSettings
from rupadata.procedure.definition import load_procedure
from rupadata.web.typed_days import parse_typed_day

LETTERHEAD = (
    "government",
    "office",
    "division",
    "section",
    "address",
    "postal_code",
    "phone",
    "email",
    "website",
    "place",
)
BRAND = ("office", "web", "hashtag", "colour")
OFFICIAL = ("id", "name", "position", "nip", "rank")
PROCEDURE = ("number", "created", "revised", "effective", "ratified_by")
RETENTION = ("active_years", "inactive_years", "then", "basis")
AFTER = ("", "musnah", "permanen", "dinilai kembali")
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
ZONES = ("WIB", "WITA", "WIT")
MOST_OFFICIALS = 100


FIELD_WORDS: dict[str, dict[str, str]] = {
    "id": {
        "government": "Pemerintah daerah",
        "office": "Dinas",
        "division": "Bidang",
        "section": "Seksi",
        "address": "Alamat",
        "postal_code": "Kode pos",
        "phone": "Telepon",
        "email": "Pos-el",
        "website": "Situs",
        "place": "Tempat tanda tangan",
        "web": "Alamat web di halaman",
        "hashtag": "Tagar",
        "colour": "Warna (#0b5fa5)",
        "id": "Kode",
        "name": "Nama",
        "position": "Jabatan",
        "nip": "NIP",
        "rank": "Pangkat",
        "since": "Bertugas sejak",
        "until": "Bertugas sampai",
        "number": "Nomor SOP",
        "created": "Dibuat",
        "revised": "Direvisi",
        "effective": "Berlaku",
        "ratified_by": "Disahkan oleh",
        "active_years": "Tahun aktif",
        "inactive_years": "Tahun inaktif",
        "then": "Lalu",
        "basis": "Dasar",
        "monday": "Senin",
        "tuesday": "Selasa",
        "wednesday": "Rabu",
        "thursday": "Kamis",
        "friday": "Jumat",
        "saturday": "Sabtu",
        "sunday": "Minggu",
    },
    "en": {
        "government": "Government",
        "office": "Office",
        "division": "Division",
        "section": "Section",
        "address": "Address",
        "postal_code": "Postal code",
        "phone": "Telephone",
        "email": "Mail",
        "website": "Site",
        "place": "Place of signing",
        "web": "Web address on pages",
        "hashtag": "Hashtag",
        "colour": "Colour (#0b5fa5)",
        "id": "Code",
        "name": "Name",
        "position": "Position",
        "nip": "NIP",
        "rank": "Rank",
        "since": "Serves from",
        "until": "Serves until",
        "number": "Number of the SOP",
        "created": "Made",
        "revised": "Revised",
        "effective": "In force",
        "ratified_by": "Ratified by",
        "active_years": "Years active",
        "inactive_years": "Years inactive",
        "then": "Then",
        "basis": "Basis",
        "monday": "Monday",
        "tuesday": "Tuesday",
        "wednesday": "Wednesday",
        "thursday": "Thursday",
        "friday": "Friday",
        "saturday": "Saturday",
        "sunday": "Sunday",
    },
}
"""What the fields are called, in either language."""


def plain_settings(office: OfficeSettings) -> dict[str, Any]:
    """Return settings as plain values, days as days, without what is empty."""
    plain: dict[str, Any] = _without_empty(msgspec.to_builtins(office, builtin_types=(date,)))
    return plain


def take_form(form: QueryDict, before: Mapping[str, Any]) -> dict[str, Any]:
    """Return plain settings with what the form says in place of what was there; the rest stays.

    Raises `UsageError` for a day, a stand-in or a holiday that cannot be understood.
    """
    text = {key: str(value).strip()[:2000] for key, value in form.items()}
    letterhead = {**before.get("letterhead", {}), **{one: text.get(f"lh-{one}", "") for one in LETTERHEAD}}
    brand = {**before.get("brand", {}), **{one: text.get(f"br-{one}", "") for one in BRAND}}
    numbering = {
        **before.get("numbering", {}),
        "template": text.get("template", ""),
        "unit": text.get("unit", ""),
    }
    known = {one["id"]: one for one in before.get("officials", ())}
    officials = []
    count = text.get("count", "")
    for at in range(min(int(count), MOST_OFFICIALS) if count.isdigit() else 0):
        typed = {one: text.get(f"o{at}-{one}", "") for one in OFFICIAL}
        if not typed["id"] and not typed["name"]:
            continue
        official = {**known.get(typed["id"], {}), **typed}
        official["roles"] = form.getlist(f"o{at}-roles")
        for name in ("since", "until"):
            day = text.get(f"o{at}-{name}", "")
            official[name] = parse_typed_day(day) if day else None
        official["leave"] = [_leave(line) for line in _lines(text.get(f"o{at}-leave", ""))]
        official["deputies"] = [
            _deputy(line) for line in text.get(f"o{at}-deputies", "").splitlines() if line.strip()
        ]
        officials.append(official)
    hours = {
        one: [part.strip() for part in text.get(f"h-{one}", "").split(",") if part.strip()] for one in DAYS
    }
    holidays = [_holiday(line) for line in _lines(text.get("holidays", ""))]
    procedure = {**before.get("procedure", {}), **{one: text.get(f"pr-{one}", "") for one in PROCEDURE}}
    retention: dict[str, Any] = {one: text.get(f"re-{one}", "") for one in RETENTION}
    for name in ("active_years", "inactive_years"):
        retention[name] = _years(retention[name])
    taken = {
        **before,
        "procedure": procedure,
        "retention": retention,
        "letterhead": letterhead,
        "brand": brand,
        "numbering": numbering,
        "officials": officials,
        "hours": hours,
        "holidays": holidays,
        "time_zone": text.get("zone", "") if text.get("zone") in ZONES else "WIB",
    }
    cleaned: dict[str, Any] = _without_empty(taken)
    return cleaned


def show_form(plain: Mapping[str, Any], typed: QueryDict | None = None) -> dict[str, Any]:
    """Return what the form's fields show: of plain settings, or as somebody typed them."""
    words = FIELD_WORDS[message_language()]
    procedure = load_procedure("infografis-layanan-publik")
    people = [*plain.get("officials", ()), {}]
    if typed is not None and typed.get("count", "").isdigit():
        people = [{}] * min(int(typed["count"]), MOST_OFFICIALS)

    def value(name: str, usual: str) -> str:
        return str(typed.get(name, "")) if typed is not None else usual

    def fields(names: Sequence[str], prefix: str, of: Mapping[str, Any]) -> list[tuple[str, str, str]]:
        return [
            (f"{prefix}{one}", words[one], value(f"{prefix}{one}", str(of.get(one, "")))) for one in names
        ]

    officials = []
    for at, official in enumerate(people):
        held = typed.getlist(f"o{at}-roles") if typed is not None else official.get("roles", ())
        said = "\n".join(_say_deputy(one) for one in official.get("deputies", ()))
        away = "\n".join(_say_leave(one) for one in official.get("leave", ()))
        officials.append(
            {
                "title": value(f"o{at}-name", official.get("name", "")),
                "fields": fields(OFFICIAL, f"o{at}-", official),
                "roles": [(one.key, str(one.title), one.key in held) for one in procedure.actors],
                "days": [
                    (f"o{at}-{one}", words[one], value(f"o{at}-{one}", _say_any_day(official.get(one))))
                    for one in ("since", "until")
                ],
                "deputies": value(f"o{at}-deputies", said),
                "leave": value(f"o{at}-leave", away),
            }
        )
    hours = {one: ", ".join(plain.get("hours", {}).get(one, ())) for one in DAYS}
    return {
        "letterhead": fields(LETTERHEAD, "lh-", plain.get("letterhead", {})),
        "brand": fields(BRAND, "br-", plain.get("brand", {})),
        "procedure": fields(PROCEDURE, "pr-", plain.get("procedure", {})),
        "retention": fields(("active_years", "inactive_years", "basis"), "re-", plain.get("retention", {})),
        "then": value("re-then", plain.get("retention", {}).get("then", "")),
        "afters": AFTER,
        "template": value("template", plain.get("numbering", {}).get("template", "")),
        "unit": value("unit", plain.get("numbering", {}).get("unit", "")),
        "zone": value("zone", plain.get("time_zone", "WIB")),
        "zones": ZONES,
        "officials": officials,
        "hours": fields(DAYS, "h-", hours),
        "holidays": value("holidays", "\n".join(_say_holiday(one) for one in plain.get("holidays", ()))),
    }


def write_toml(plain: Mapping[str, Any]) -> str:
    """Return plain values as TOML: values of a table first, then its tables."""
    return "\n".join(_table(plain, ())).strip() + "\n"


def _table(values: Mapping[str, Any], path: tuple[str, ...]) -> list[str]:
    lines = [f"{_key(key)} = {_value(value)}" for key, value in values.items() if not _is_table(value)]
    for key, value in values.items():
        inner = (*path, key)
        name = ".".join(_key(one) for one in inner)
        if isinstance(value, Mapping):
            lines += ["", f"[{name}]", *_table(value, inner)]
        elif _is_table(value):
            for one in value:
                lines += ["", f"[[{name}]]", *_table(one, inner)]
    return lines


def _is_table(value: Any) -> bool:
    return isinstance(value, Mapping) or (
        isinstance(value, list | tuple) and bool(value) and isinstance(value[0], Mapping)
    )


def _key(name: str) -> str:
    plain = name.replace("-", "").replace("_", "")
    return name if plain.isascii() and plain.isalnum() else json.dumps(name, ensure_ascii=False)


def _value(value: Any) -> str:
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_value(one) for one in value) + "]"
    if isinstance(value, date):
        return value.isoformat()
    # A string of JSON is one of TOML, but for the sign DEL.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _without_empty(value: Any) -> Any:
    if isinstance(value, Mapping):
        kept = {key: _without_empty(one) for key, one in value.items()}
        return {key: one for key, one in kept.items() if one not in ("", None, [], {}, ())}
    return [_without_empty(one) for one in value] if isinstance(value, list | tuple) else value


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _deputy(line: str) -> dict[str, Any]:
    """Return a stand-in from its line: `analis; Plh; 1/12/2026; 4/12/2026`, the days left out for always."""
    parts = [part.strip() for part in line.split(";")]
    if len(parts) not in (2, 4):
        raise _not_understood(line, "analis; Plh; 1/12/2026; 4/12/2026")
    days = {name: parse_typed_day(part) for name, part in zip(("since", "until"), parts[2:], strict=False)}
    return {"person": parts[0], "kind": parts[1], **days}


def _leave(line: str) -> dict[str, Any]:
    """Return days away from their line: `1/12/2026; 4/12/2026; cuti tahunan`, the reason left out or not."""
    parts = [part.strip() for part in line.split(";")]
    if len(parts) not in (2, 3):
        raise _not_understood(line, "1/12/2026; 4/12/2026; cuti tahunan")
    days = {"since": parse_typed_day(parts[0]), "until": parse_typed_day(parts[1])}
    return {**days, "reason": parts[2] if len(parts) == 3 else ""}


def _say_leave(one: Mapping[str, Any]) -> str:
    days = [_say_day(one["since"]), _say_day(one["until"])]
    return "; ".join([*days, *([one["reason"]] if one.get("reason") else [])])


def _years(text: str) -> int | None:
    """Return a number of years; None for none."""
    if text and not text.isdigit():
        raise _not_understood(text, "5")
    return int(text[:3]) if text else None


def _say_deputy(one: Mapping[str, Any]) -> str:
    days = [_say_day(one[name]) for name in ("since", "until") if one.get(name)]
    return "; ".join([one["person"], one.get("kind", "Plh"), *days])


def _holiday(line: str) -> dict[str, Any]:
    """Return a day of the office's own from its line: `28/2/2026 Hari jadi`; a `+` makes it a working day."""
    day, _, name = line.strip().partition(" ")
    if not name.strip():
        raise _not_understood(line, "28/2/2026 Hari jadi Kota Contoh")
    works = name.rstrip().endswith("+")
    return {
        "date": parse_typed_day(day),
        "name": name.strip().removesuffix("+").strip(),
        **({"works": True} if works else {}),
    }


def _say_holiday(one: Mapping[str, Any]) -> str:
    return f"{_say_day(one['date'])} {one['name']}{' +' if one.get('works') else ''}"


def _say_any_day(day: date | None) -> str:
    return _say_day(day) if day else ""


def _say_day(day: date) -> str:
    return f"{day.day}/{day.month}/{day.year}"


def _not_understood(line: str, example: str) -> UsageError:
    return UsageError(
        say(
            id=f"Baris “{line.strip()}” tidak dimengerti.", en=f"The line “{line.strip()}” is not understood."
        ),
        code="office-faulty",
        hint=say(id=f"Tulis seperti: {example}", en=f"Write it like: {example}"),
    )
