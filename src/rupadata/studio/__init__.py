"""What a person does to a page: edits that outlive new data, what no longer fits, and the ways out."""

from rupadata.studio.fitting import Fitted, Misfit, Way, Why, fit_edits, take_way
from rupadata.studio.telling import misfit_problem, place_words, reason_words, way_words

__all__ = [
    "Fitted",
    "Misfit",
    "Way",
    "Why",
    "fit_edits",
    "misfit_problem",
    "place_words",
    "reason_words",
    "take_way",
    "way_words",
]
