"""What every page shows: the office, the person, how many tasks wait, notices."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from rupadata.documents.statements import running_case
from rupadata.language import message_language
from rupadata.version import __version__
from rupadata.web.brand_sheet import brand_name
from rupadata.web.phrasing import size_words


def workplace(request: HttpRequest) -> dict[str, Any]:
    """Return what the frame of a page needs; what costs a query is asked for only when it is shown."""
    office = getattr(request, "office", None)
    person = getattr(request, "user", None)
    signed_in = person is not None and person.is_authenticated
    return {
        "office": office,
        "office_name": running_case(office.letterhead.office) if office else "",
        "government": running_case(office.letterhead.government) if office else "",
        "logo": getattr(request, "logo", ""),
        "brand_colour": brand_name(office.brand.colour) if office else "",
        "division": running_case(office.letterhead.division) if office else "",
        "position": _position(office, person) if signed_in else "",
        "heads": SimpleLazyObject(lambda: _heads(office, person)) if signed_in else False,
        "task_count": SimpleLazyObject(lambda: _count(person)) if signed_in else 0,
        "notice_count": SimpleLazyObject(lambda: _notices(person)) if signed_in else 0,
        "demo": settings.DEMO,
        "lang": message_language(),
        "theme": getattr(person, "theme", ""),
        "oidc_name": settings.OIDC_NAME if settings.OIDC else "",
        "version": __version__,
        "limit_words": size_words(settings.UPLOAD_BYTES),
    }


def _position(office: Any, person: Any) -> str:
    known = next((one for one in office.officials if one.id == person.official), None) if office else None
    if known is None:
        return "Administrator" if person.is_administrator else ""
    return str(known.position)


def _heads(office: Any, person: Any) -> bool:
    from rupadata.web.cases.rights import is_head

    return is_head(office, person)


def _count(person: Any) -> int:
    from rupadata.web.cases.standing import count_tasks

    return count_tasks(person)


def _notices(person: Any) -> int:
    from rupadata.web.cases.models import Notice

    return Notice.objects.filter(person=person.official or "-", read_at=None).count()
