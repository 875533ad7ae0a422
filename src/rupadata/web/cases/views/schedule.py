"""Step 2: people by days, moved by hand where somebody knows better; set, and made anew when work is late."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from msgspec import Struct
from msgspec.structs import replace

from rupadata.errors import RupadataError, UsageError
from rupadata.language import say
from rupadata.procedure.built_pages import BuiltPage
from rupadata.procedure.decision import BusyDay, Decision, FrozenEdition, Item, MovedStep
from rupadata.procedure.moves import check_moved, latest, write_move
from rupadata.procedure.schedule import REPLAN, Plan, plan_case, schedule_decision
from rupadata.procedure.service import Request
from rupadata.web.accounts.office_files import current_value
from rupadata.web.cases.acts import step_words
from rupadata.web.cases.glance import glance_of
from rupadata.web.cases.kept_cases import set_plan
from rupadata.web.cases.models import CaseRow
from rupadata.web.cases.moves import parse_moves, typed_move
from rupadata.web.cases.rights import Opened, open_case
from rupadata.web.cases.schedule_board import Block, Board, block_name, is_over, lay_out
from rupadata.web.cases.views.deciding import decide_and_go
from rupadata.web.cases.workload import busy_beside
from rupadata.web.phrasing import full_day, span_words
from rupadata.web.typed_days import parse_typed_day

STEP = "schedule"
MOST_DAYS_LISTED = 40


class _Draft(Struct, frozen=True):
    """A schedule as somebody has it before them: what, by when, what was moved, and what is wrong."""

    opened: Opened
    start: datetime
    items: tuple[Item, ...]
    chosen: bool
    again: bool
    deadline: date | None
    typed: str
    moves: tuple[MovedStep, ...]
    elsewhere: tuple[BusyDay, ...]
    fault: str = ""

    def plan(self, moves: tuple[MovedStep, ...] | None = None, deadline: date | None = None) -> Plan:
        """Return the plan; with other moves or another deadline to see what they would give."""
        return plan_case(
            self.opened.case,
            self.start,
            items=self.items,
            deadline=deadline or self.deadline,
            elsewhere=self.elsewhere,
            moved=latest(self.moves if moves is None else moves),
            rest=self.again,
        )


@login_required
def schedule(request: HttpRequest, key: str) -> HttpResponse:
    """Show the plan as it would be set now, and set it; once set, show it, and make it anew for what is
    left."""
    opened = open_case(request, key)
    sent = request.method == "POST"
    asked = request.POST if sent else request.GET
    may = opened.may(STEP)
    again = bool(asked.get("ulang")) and (sent or (may and _can_plan_again(opened)))
    # What is sent goes to the service, which says whose it is and who was first.
    if not sent and not again and not opened.is_open(STEP):
        return _show_set(request, opened, may)
    draft = _draft(opened, asked, again)
    if sent:
        if not draft.items:
            words = say(
                id="Pilih substansi yang akan dijadwalkan dahulu.",
                en="Choose the subjects to schedule first.",
            )
            draft = replace(draft, fault=words)
        if not draft.fault:
            return _set(request, draft)
    context = _editing(request, draft, asked) if may else _looking(draft)
    status = 422 if draft.fault and sent else 200
    return render(request, "cases/schedule.html", context, status=status)


def _draft(opened: Opened, asked: QueryDict, again: bool) -> _Draft:
    typed = asked.get("tenggat", "").strip()[:40]
    deadline, fault = _deadline(opened, typed)
    catalogue = current_value().catalogues.choose()
    wanted = () if again else asked.getlist("substansi")
    chosen = [one for one in catalogue.subjects if one.subject.key in wanted]
    known = tuple(item.item for item in opened.case.progress.active_items())
    items = tuple(_item(one.subject.key, one.subject.name) for one in chosen)
    items = items or known or _last_items(opened)
    start = timezone.localtime(opened.now, opened.case.office.zone).replace(microsecond=0)
    draft = _Draft(
        opened=opened,
        start=start,
        items=items,
        chosen=bool(chosen),
        again=again,
        deadline=deadline,
        typed=typed,
        moves=(),
        elsewhere=busy_beside(opened.key, start),
        fault=fault,
    )
    return _with_moves(draft, asked)


def _with_moves(draft: _Draft, asked: QueryDict) -> _Draft:
    """Return the draft with what was moved; what cannot be is told and left out."""
    fault, kept = draft.fault, []
    moves = [*parse_moves(asked.getlist("pindah"))]
    try:
        if asked.get("blok") and asked.get("hari"):
            fields = (asked.get(name, "")[:80] for name in ("blok", "orang", "hari", "jam"))
            moves.append(typed_move(*fields))
    except UsageError as error:
        fault = str(error)
    for move in moves:
        who, items = draft.opened.official, draft.items
        try:
            check_moved(
                draft.opened.case,
                Decision(STEP, who, draft.start, step=STEP, items=items, moved=(move,)),
            )
            kept.append(move)
        except RupadataError as error:
            fault = str(error)
    return replace(draft, moves=tuple(kept), fault=fault)


def _set(request: HttpRequest, draft: _Draft) -> HttpResponse:
    opened = draft.opened
    known = opened.case.progress.active_items()
    pages = () if known and not draft.chosen else draft.items
    wanted = Request(
        REPLAN if draft.again else STEP,
        opened.official,
        note=request.POST.get("note", "").strip()[:2000],
        deadline=draft.deadline if draft.typed else None,
        moved=draft.moves,
        pages=() if draft.again else tuple(BuiltPage(one, FrozenEdition("", one.title), {}) for one in pages),
    )
    done = (
        say(id="Jadwal disusun ulang.", en="The schedule was made anew.")
        if draft.again
        else say(
            id="Jadwal ditetapkan. Staf Analis mendapat tugas mengelompokkan data.",
            en="The schedule is set. The analyst now has to group the data.",
        )
    )
    return decide_and_go(request, opened, wanted, done=done, then=reverse("case", args=[opened.key]))


def _editing(request: HttpRequest, draft: _Draft, asked: QueryDict) -> dict[str, Any]:
    """Return what the page needs for somebody who draws the schedule up."""
    opened = draft.opened
    plan = draft.plan()
    page = asked.get("dari", "")
    board = _board(draft, plan, int(page) if page.isdigit() else 0)
    subjects = {item.subject for item in draft.items}
    selected = _selected(board, asked.get("pilih", "") or asked.get("blok", ""))
    return {
        **_common(opened, plan, board),
        "editing": True,
        "again": draft.again,
        "draft": draft,
        "moves": [write_move(one) for one in draft.moves],
        "moves_before": [write_move(one) for one in draft.moves[:-1]],
        "undo": _undo_words(draft, plan),
        "query": f"{_query(draft)}&" if request.GET else "",
        "selected": selected,
        "people_for": [opened.case.office.official(one) for one in selected.people] if selected else [],
        "said": _said(opened, selected),
        "ways": _ways(draft, plan),
        "over": [person for person in board.people if person.over],
        "typed": draft.typed,
        "fault": draft.fault,
        "note": asked.get("note", ""),
        "deadline": draft.deadline,
        "subjects": []
        if draft.again
        else [
            {"key": one.subject.key, "name": one.subject.name, "on": one.subject.name in subjects}
            for one in current_value().catalogues.choose().subjects
        ],
    }


def _looking(draft: _Draft) -> dict[str, Any]:
    """Return what the page needs for somebody who may only see how the schedule would be."""
    plan = draft.plan()
    return {**_common(draft.opened, plan, _board(draft, plan, 0)), "deadline": draft.deadline}


def _show_set(request: HttpRequest, opened: Opened, may: bool) -> HttpResponse:
    """Show the schedule that holds."""
    plan = set_plan(opened.kept)
    page = request.GET.get("dari", "")
    made = schedule_decision(opened.case)
    board = (
        lay_out(
            opened.case,
            plan,
            opened.kept.calendar,
            (block_name(one.step, one.item) for one in (made.moved if made else ())),
            int(page) if page.isdigit() else 0,
        )
        if plan
        else None
    )
    context = {
        **_common(opened, plan, board),
        "set": made,
        "may_again": may and _can_plan_again(opened),
        "deadline": opened.case.progress.deadline,
    }
    return render(request, "cases/schedule.html", context)


def _common(opened: Opened, plan: Plan | None, board: Board | None) -> dict[str, Any]:
    problems = plan.problems if plan else ()
    return {
        "opened": opened,
        "case": opened.case,
        "plan": plan,
        "board": board,
        "agenda": _agenda(plan, board, opened) if plan and board else [],
        "today": timezone.localtime(opened.now, opened.case.office.zone).date(),
        "problems": [one for one in problems if one.code not in ("deadline-missed", "day-too-full")],
        "late": next((one for one in problems if one.code == "deadline-missed"), None),
        "too_full": [one for one in problems if one.code == "day-too-full"],
        "here": "cases",
    }


def _board(draft: _Draft, plan: Plan, page: int) -> Board:
    moved = (block_name(one.step, one.item) for one in draft.moves)
    return lay_out(draft.opened.case, plan, draft.opened.kept.calendar, moved, page)


def _query(draft: _Draft) -> str:
    """Return the address of a draft, for links to its other days."""
    query = QueryDict(mutable=True)
    if draft.again:
        query["ulang"] = "1"
    if draft.typed:
        query["tenggat"] = draft.typed
    if draft.chosen:
        query.setlist("substansi", [one.id for one in draft.items])
    query.setlist("pindah", [write_move(one) for one in draft.moves])
    return str(query.urlencode())


def _can_plan_again(opened: Opened) -> bool:
    return opened.case.status == "open" and schedule_decision(opened.case) is not None


def _selected(board: Board, name: str) -> Block | None:
    return next((one for one in board.blocks if one.name == name), None)


def _said(opened: Opened, block: Block | None) -> str:
    """Return where the chosen block stands, in words."""
    if block is None:
        return ""
    who = opened.case.office.official(block.person).name
    return f"{block.title}: {full_day(block.day)}, {who}, {span_words(block.step_minutes)}"


def _undo_words(draft: _Draft, plan: Plan) -> str:
    """Return what taking back the last move would take back."""
    if not draft.moves:
        return ""
    last = draft.moves[-1]
    step = next((one for one in plan.steps if (one.step, one.item) == (last.step, last.item)), None)
    name = (step.subject or step.name) if step and step.item else step_words(last.step)
    return say(id=f"Urungkan: {name} dipindah", en=f"Undo: {name} moved")


def _ways(draft: _Draft, plan: Plan) -> list[dict[str, Any]]:
    """Return the ways out of too full days and of a deadline that is missed, each with where it leads."""
    ways: list[dict[str, Any]] = []
    full = {load.person for load in plan.loads if is_over(load)}
    for person in sorted(full):
        mine = [one for one in latest(draft.moves) if one.person == person]
        freed = tuple(one for one in draft.moves if one.person != person)
        for other in _others_for(draft, person, mine):
            given = (*freed, *(MovedStep(one.step, other, one.day, one.item, one.minutes) for one in mine))
            found = draft.plan(given)
            if not any(is_over(load) for load in found.loads):
                names = ", ".join(dict.fromkeys(_move_name(draft, one) for one in mine))
                to = draft.opened.case.office.official(other).name
                words = say(id=f"Pindahkan {names} ke {to}", en=f"Move {names} to {to}")
                ways.append(_way(words, found, draft, given))
        words = say(
            id="Kembalikan ke urutan otomatis, sesudah yang lain", en="Put it back in order, after the rest"
        )
        ways.append(_way(words, draft.plan(freed), draft, freed))
    if plan.overrun is not None:
        end = plan.overrun.end.astimezone(draft.opened.case.office.zone).date()
        ways.append(
            {
                "title": say(
                    id=f"Mundurkan tenggat ke {full_day(end)}", en=f"Move the deadline to {full_day(end)}"
                ),
                "about": say(
                    id="Tertulis pada naskah jadwal; beri tahu Kepala Bidang.",
                    en="It is written on the paper; tell the division head.",
                ),
                "moves": [write_move(one) for one in draft.moves],
                "deadline": end.isoformat(),
            }
        )
    return ways


def _way(title: str, plan: Plan, draft: _Draft, moves: tuple[MovedStep, ...]) -> dict[str, Any]:
    full = any(is_over(load) for load in plan.loads)
    over = (
        say(id="Masih ada yang berlebih", en="Somebody still has too much")
        if full
        else say(id="Tidak ada yang berlebih", en="Nobody has too much")
    )
    end = say(id=f"selesai {full_day(plan.end.date())}", en=f"done on {full_day(plan.end.date())}")
    return {
        "title": title,
        "about": f"{over}; {end}",
        "moves": [write_move(one) for one in moves],
        "deadline": draft.typed,
        "best": not full,
    }


def _others_for(draft: _Draft, person: str, moves: list[MovedStep]) -> list[str]:
    """Return who else serves in the roles of all these moves on their days."""
    case = draft.opened.case
    given = case.progress.handovers

    def serves(other: str) -> bool:
        return all(
            case.office.acting(other, case.procedure.step(one.step).actors[0], one.day, given) is not None
            for one in moves
        )

    return [one.id for one in case.office.officials if moves and one.id != person and serves(one.id)]


def _move_name(draft: _Draft, move: MovedStep) -> str:
    found = next((one for one in draft.items if one.id == move.item), None)
    return (found.subject or found.name) if found else step_words(move.step)


def _item(key: str, name: str) -> Item:
    """Return a subject as an item to be scheduled; the grouping puts real infographics in its place."""
    return Item(id=key, title=name, subject=name)


def _last_items(opened: Opened) -> tuple[Item, ...]:
    """Return the subjects of the newest other work order that has some, as a proposal."""
    keys = {one.subject.name: one.subject.key for one in current_value().catalogues.choose().subjects}
    for row in CaseRow.objects.exclude(pk=opened.row.pk).only("glance").order_by("-created_at")[:5]:
        names = dict.fromkeys(subject for _, _, subject in glance_of(row).titles)
        found = tuple(_item(keys[name], name) for name in names if name in keys)
        if found:
            return found
    return ()


def _deadline(opened: Opened, typed: str) -> tuple[date | None, str]:
    if not typed:
        return opened.case.progress.deadline, ""
    try:
        return parse_typed_day(typed), ""
    except UsageError as error:
        return opened.case.progress.deadline, str(error)


def _agenda(plan: Plan, board: Board, opened: Opened) -> list[dict[str, Any]]:
    """Return the days of the board one by one, for narrow screens and for screen readers."""
    by_day: dict[date, list[dict[str, Any]]] = defaultdict(list)
    over = {(load.person, load.day): load for load in plan.loads if is_over(load)}
    for block in board.blocks:
        by_day[block.day].append(
            {
                "block": block,
                "who": opened.case.office.official(block.person).name,
                "over": over.get((block.person, block.day)),
            }
        )
    return [{"day": day, "blocks": by_day[day]} for day in sorted(by_day) if day in set(board.days)][
        :MOST_DAYS_LISTED
    ]
