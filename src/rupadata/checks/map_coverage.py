"""Outlines: what a file of boundaries lacks for a page whose regions it should draw."""

from __future__ import annotations

from rupadata.analysis import region_periods, region_series
from rupadata.errors import InputRefusedError
from rupadata.model.subject import SubjectBook
from rupadata.office import Office
from rupadata.pagespec import PageSpec
from rupadata.problems import Place, Problem


def check_outlines(spec: PageSpec, book: SubjectBook, office: Office) -> list[Problem]:
    """Return what is wrong with the outlines of a page's regions; nothing for a page without any.

    A file may serve one of several home regions. The maps of the others are drawn in tiles, which is said.
    """
    periods = region_periods(book, spec.indicators[0])
    if office.boundaries is None or not periods:
        return []
    level = region_series(book, spec.indicators[0], periods[-1]).level
    if level is None:
        return []
    from rupadata.regions.boundaries import load_outlines  # Brings shapely, which few builds need.

    try:
        return list(load_outlines(office.boundaries, office.regions, book.region_code, level=level).problems)
    except InputRefusedError as error:
        if error.code != "boundaries-no-match":
            raise
        where = Place(office.boundaries.path.name)
        return [Problem.of("boundaries-no-match", where, region=book.region)]
