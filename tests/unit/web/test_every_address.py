"""Every address of the workplace, by name: asked for and sent to as the right person, as another official, as
a stranger, as an administrator, and signed out.

A new address without a rule here fails: it must be said whose it is before anybody can ask for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import web_home

ITEM, KEY = "penduduk", "007-2026"
ALL = ("kabid", "kasie", "analis", "perancang", "orang-luar", "admin")
OFFICIALS = ALL[:4]
HEADS = ("kabid", "kasie")
NOBODY: tuple[str, ...] = ()
IN, OPEN = "signed in", "open"
"""`IN`: whoever is not signed in is sent to the door. `OPEN`: the address itself holds the right."""


@dataclass(frozen=True)
class Rule:
    """Whose an address is: who may `read` it, who may `send` to it, and what is in its path and form."""

    read: tuple[str, ...] = NOBODY
    send: tuple[str, ...] = NOBODY
    door: str = IN
    args: tuple[Any, ...] = ()
    form: tuple[tuple[str, str], ...] = ()


CASE = (KEY,)
PLACE = (KEY, ITEM)
ADMIN = ("admin",)
ANALYST = ("analis",)


def case(*more: Any) -> tuple[Any, ...]:
    return (KEY, *more)


NUMBER = (KEY, 1)
SENT = (("op", "theme"), ("value", "night"))

RULES: dict[str, Rule] = {
    # a person's own
    "tasks": Rule(ALL),
    "notices": Rule(ALL, ALL),
    "bell": Rule(ALL),
    "search": Rule(ALL),
    "me": Rule(ALL, ALL, form=(("language", "id"),)),
    "help": Rule(ALL, door=OPEN),
    "language": Rule(NOBODY, ALL, door=OPEN, form=(("language", "id"),)),
    "usersessions_list": Rule(ALL),
    # of all who sign in, and of the heads
    "cases": Rule(ALL),
    "overview": Rule(HEADS),
    "overview-workbook": Rule(HEADS),
    "new-order": Rule(("kabid",), ("kabid",), form=(("title", "Infografis uji"), ("number", "9"))),
    "letter": Rule(("kabid",)),
    # the data of the office, for its officials; there is none yet here
    "library": Rule(OFFICIALS),
    "holding": Rule(NOBODY, args=("85d80fe84ae68cc0",)),
    "take-away": Rule(OFFICIALS, args=("csv",)),
    # of those who take part in a work order
    "case": Rule(OFFICIALS, args=CASE),
    "history": Rule(OFFICIALS, args=CASE),
    "verify": Rule(OFFICIALS, args=CASE),
    "control": Rule(OFFICIALS, ("kabid",), args=CASE, form=(("action", "withdraw"), ("note", "x"))),
    "corrected": Rule(OFFICIALS, NOBODY, args=CASE),
    "start": Rule(NOBODY, ("kasie",), args=CASE, form=(("step", "review"), ("item", ITEM))),
    "pause": Rule(NOBODY, NOBODY, args=CASE, form=(("step", "review"), ("item", ITEM))),
    "schedule": Rule(OFFICIALS, ("kasie",), args=CASE, form=(("ulang", "1"), ("note", "x"))),
    "step": Rule(OFFICIALS, NOBODY, args=case("document")),
    "attach": Rule(OFFICIALS, args=CASE),
    "paper": Rule(OFFICIALS, args=case("sop.pdf")),
    "paper-page": Rule(OFFICIALS, args=case("sop.pdf", 1)),
    "presence": Rule(OFFICIALS, args=case(ITEM)),
    "item": Rule(OFFICIALS, args=PLACE),
    "review": Rule(OFFICIALS, HEADS, args=PLACE, form=(("action", "consult"), ("note", "x"))),
    "remark": Rule(NOBODY, OFFICIALS, args=PLACE, form=(("text", "x"),)),
    "make-link": Rule(NOBODY, HEADS, args=PLACE),
    "end-link": Rule(NOBODY, HEADS, args=(*PLACE, 1)),
    "thumb": Rule(OFFICIALS, args=(*PLACE, "DIGEST")),
    "edition-file": Rule(OFFICIALS, args=(*PLACE, "DIGEST", "portrait.svg")),
    # the analyst's bench
    "tables": Rule(OFFICIALS, NOBODY, args=CASE),
    "tables-state": Rule(OFFICIALS, args=CASE),
    "stop-reading": Rule(NOBODY, ANALYST, args=CASE),
    "remove-table": Rule(NOBODY, ANALYST, args=NUMBER),
    "sheet": Rule(OFFICIALS, args=NUMBER),
    "sheet-cell": Rule(OFFICIALS, args=NUMBER),
    "sheet-answer": Rule(NOBODY, NOBODY, args=NUMBER),
    "sheet-correct": Rule(NOBODY, NOBODY, args=NUMBER),
    "correct-cell": Rule(NOBODY, NOBODY, args=NUMBER),
    "sheet-undo": Rule(NOBODY, NOBODY, args=NUMBER),
    "grouping": Rule(OFFICIALS, NOBODY, args=CASE),
    "undo-move": Rule(NOBODY, ANALYST, args=CASE),
    "place": Rule(NOBODY, NOBODY, args=CASE, form=(("indicator", "x"),)),
    "indicator-symbols": Rule(ANALYST, args=CASE),
    "name-indicator": Rule(NOBODY, NOBODY, args=CASE, form=(("indicator", "x"),)),
    "bench-file": Rule(NOBODY, args=case("x.svg")),
    # the designer's studio: there is no page on the bench of this work order, so nobody gets further
    "studio": Rule(NOBODY, args=PLACE),
    "edit": Rule(NOBODY, NOBODY, args=PLACE, form=SENT),
    "studio-element": Rule(NOBODY, args=PLACE),
    "studio-symbols": Rule(NOBODY, args=PLACE),
    "studio-illustration": Rule(NOBODY, args=(*PLACE, "balai")),
    "studio-checks": Rule(NOBODY, args=PLACE),
    "studio-versions": Rule(NOBODY, NOBODY, args=PLACE),
    "studio-export": Rule(NOBODY, NOBODY, args=PLACE),
    "studio-export-state": Rule(NOBODY, args=PLACE),
    "studio-export-file": Rule(NOBODY, args=(*PLACE, 1)),
    "submit": Rule(NOBODY, NOBODY, args=PLACE),
    "draft-picture": Rule(NOBODY, args=(*PLACE, "portrait")),
    # the administrator's
    "office": Rule(ADMIN, NOBODY),
    "office-form": Rule(ADMIN, NOBODY),
    "add-office-file": Rule(NOBODY, NOBODY),
    "office-file": Rule(NOBODY, args=(1,)),
    "office-fonts": Rule(NOBODY, NOBODY),
    "remove-office-file": Rule(NOBODY, ADMIN, args=(1,)),
    "people": Rule(ADMIN),
    "add-person": Rule(NOBODY, ADMIN, form=(("username", "baru"), ("name", "Contoh Baru"))),
    "change-person": Rule(NOBODY, ADMIN, args=("PERSON",), form=(("act", "unlock"),)),
    "appointments": Rule(ADMIN),
    "calendar": Rule(ADMIN),
    "procedures": Rule(ADMIN),
    "retention": Rule(ADMIN),
    "jobs": Rule(ADMIN),
    "log": Rule(ADMIN),
    # open: the address itself holds the right, or there is nothing to keep
    "link": Rule(NOBODY, NOBODY, door=OPEN, args=("x",)),
    "link-picture": Rule(NOBODY, door=OPEN, args=("x",)),
    "symbols": Rule(ALL, door=OPEN),
    "font": Rule(ALL, door=OPEN, args=("Manrope-700",)),
    "brand": Rule(ALL, door=OPEN, args=("a50b2a",)),
    "logo": Rule(NOBODY, door=OPEN, args=("x",)),
    "health": Rule(ALL, door=OPEN),
}
THEIR_OWN = ("account_", "mfa_", "usersessions_")
"""Addresses of signing in, of second factors and of devices: they speak of whoever asks, never of others."""


def test_every_address_has_a_rule() -> None:
    web_home.set_django_up()
    from django.urls import get_resolver
    from django.urls.resolvers import URLPattern

    def walk(patterns: Any) -> Iterator[str]:
        for one in patterns:
            if isinstance(one, URLPattern):
                yield str(one.name)
            else:
                yield from walk(one.url_patterns)

    names = set(walk(get_resolver().url_patterns))
    assert {one for one in names if not one.startswith(THEIR_OWN)} - set(RULES) == set()
    assert set(RULES) - names == set()


@pytest.fixture
def case_kept(workplace: dict[str, Any]) -> str:
    """Return the digest of the one edition of a work order in review."""
    from rupadata.web.cases.bench import Bench, uploads_of
    from rupadata.web.cases.models import SourceUpload
    from rupadata.web.cases.service import case_service

    key = web_home.case_in_review(ITEM)
    edition = case_service().load(key).progress.items[ITEM].edition
    assert edition is not None
    from rupadata.web.blobs import keep_blob
    from rupadata.web.cases.models import CaseRow

    content = b"Kecamatan;Penduduk\nA;1\n"
    SourceUpload.objects.create(
        pk=1,
        case=CaseRow.objects.get(key=key),
        name="penduduk.csv",
        sha256=keep_blob(content),
        size=len(content),
        brought_by="analis",
    )
    bench = Bench(key)
    bench.lay_tables(uploads_of(CaseRow.objects.get(key=key)))
    case_service().make_papers(key)
    return str(edition.digest)


def address_of(name: str, rule: Rule, digest: str, people: dict[str, Any]) -> str:
    from django.urls import reverse

    stand_ins = {"DIGEST": digest, "PERSON": people["perancang"].pk}
    return reverse(name, args=[stand_ins.get(one, one) for one in rule.args])


def test_every_address_answers_those_whose_it_is_and_nobody_else(
    workplace: dict[str, Any], browser: Callable[[str], Any], case_kept: str
) -> None:
    clients = {person: browser(person) for person in (*ALL, "")}
    wrong = []
    for name, rule in RULES.items():
        address = address_of(name, rule, case_kept, workplace)
        for person in ALL:
            asked = clients[person].get(address)
            asked.close()
            allowed = (200, 204, 286) if person in rule.read else (403, 404, 405, 410, 422)
            if asked.status_code not in allowed:
                wrong.append((name, person, asked.status_code))
        signed_out = clients[""].get(address)
        signed_out.close()
        door = signed_out.status_code == 302 and signed_out["Location"].startswith("/akun/login/")
        if rule.door == IN and not door and signed_out.status_code != 405:
            wrong.append((name, "signed out", signed_out.status_code))
        if rule.door == OPEN and rule.read and signed_out.status_code != 200:
            wrong.append((name, "signed out", signed_out.status_code))
    assert wrong == []


def test_no_address_takes_anything_from_those_who_may_not_send(
    workplace: dict[str, Any], browser: Callable[[str], Any], case_kept: str
) -> None:
    clients = {person: browser(person) for person in (*ALL, "")}
    before, wrong = counts(), []
    for name, rule in RULES.items():
        address = address_of(name, rule, case_kept, workplace)
        for person in ("", *(one for one in ALL if one not in rule.send)):
            answer = clients[person].post(address, dict(rule.form))
            if counts() != before:
                wrong.append((name, person, "changed something"))
                before = counts()
            if rule.door == IN and not person and answer.status_code not in (302, 405):
                wrong.append((name, person, answer.status_code))
    assert wrong == []


@pytest.mark.parametrize("name", [name for name, rule in RULES.items() if rule.send])
def test_an_address_takes_what_those_send_who_may(
    workplace: dict[str, Any], browser: Callable[[str], Any], case_kept: str, name: str
) -> None:
    rule = RULES[name]
    address = address_of(name, rule, case_kept, workplace)
    answer = browser(rule.send[0]).post(address, dict(rule.form))
    assert answer.status_code in (200, 204, 302)


def counts() -> list[int]:
    """Return how many rows there are of what people make by sending."""
    from rupadata.web.accounts.models import OfficeFile, OfficeVersion, Person
    from rupadata.web.cases.models import CaseRow, DecisionRow, Remark, ReviewLink, SourceUpload

    kept = (CaseRow, DecisionRow, Remark, ReviewLink, SourceUpload, Person, OfficeVersion, OfficeFile)
    return [model.objects.count() for model in kept]
