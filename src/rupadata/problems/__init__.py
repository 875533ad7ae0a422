"""Problems: the data is imperfect and the work goes on, saying so.

`problem.py` is the value, `catalogue.toml` its sentences in both languages, `catalogue.py` reads them.
"""

from rupadata.problems.catalogue import Argument
from rupadata.problems.listed import Problems
from rupadata.problems.problem import Place, Problem, Severity

__all__ = ["Argument", "Place", "Problem", "Problems", "Severity"]
