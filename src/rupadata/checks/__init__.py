"""Does a page keep its promises: SOP elements, geometry, contrast, honest marks, truth of every figure."""

from __future__ import annotations

from rupadata.checks.design import PageOfSet, check_design, check_set
from rupadata.checks.headline import check_headline
from rupadata.checks.map_coverage import check_outlines
from rupadata.checks.page_checks import check_figure, check_scene, check_truth, read_cells
from rupadata.checks.plausible import check_plausible

__all__ = [
    "PageOfSet",
    "check_design",
    "check_figure",
    "check_headline",
    "check_outlines",
    "check_plausible",
    "check_scene",
    "check_set",
    "check_truth",
    "read_cells",
]
