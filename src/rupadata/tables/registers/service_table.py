"""What a sheet of service data gives: observations computed from ranges of cells, and problems."""

from __future__ import annotations

from msgspec import Struct, field

from rupadata.model.observations import dimensions_json
from rupadata.model.source import cell_name
from rupadata.problems import Argument, Place, Problem
from rupadata.regions import Regions


class ServicePlace(Struct, frozen=True):
    """Where a sheet stands and what is known around it."""

    regions: Regions
    file: str = ""
    sheet: str = ""
    home: str = ""
    titles: str = ""
    period: str = ""
    producer: str = ""
    notes: str = ""


class ServiceTable(Struct):
    """What a sheet of service data gave: observations with the columns of the contract, and problems."""

    title: str
    place: ServicePlace
    observations: list[dict[str, object]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def add(
        self,
        indicator: str,
        measure: str,
        unit: str,
        value: float,
        *,
        period: str,
        cell: str,
        decimals: int = 0,
        dimensions: dict[str, str] | None = None,
        region_code: str = "",
        role: str = "single",
        notes: str = "",
        flags: str = "computed",
    ) -> None:
        """Add one observation, computed unless `flags` says otherwise."""
        code = region_code or self.place.home
        self.observations.append(
            {
                "table": self.title,
                "indicator": indicator,
                "measure": measure,
                "unit": unit,
                "region_code": code,
                "region": self.place.regions.get(code).name if code else "",
                "period": period,
                "dimensions": dimensions_json(dimensions or {}),
                "role": role,
                "value": value,
                "decimals": decimals,
                "missing": "",
                "flags": flags,
                "producer": self.place.producer,
                "notes": "; ".join(part for part in (self.place.notes, notes) if part),
                "file": self.place.file,
                "sheet": self.place.sheet,
                "cell": cell,
            }
        )

    def report(self, code: str, cell: str, **arguments: Argument) -> None:
        """Add one problem at a cell or range."""
        where = Place(self.place.file, self.place.sheet, cell)
        self.problems.append(Problem.with_arguments(code, where, arguments))


def cell_range(column: int, first: int, last: int) -> str:
    """Return the name of a stretch of one column, counted from 0."""
    return f"{cell_name(first, column)}:{cell_name(last, column)}"
