"""Findings as a list of sentences, and a quiet line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rupadata.analysis.finding import Finding
from rupadata.compose.blocks.base import Heading
from rupadata.compose.boxes import Box, Fit
from rupadata.compose.look import Look
from rupadata.compose.pen import CAP, Pen, Shown, Written, plain, write
from rupadata.compose.source import Source
from rupadata.scene.nodes import Group
from rupadata.spec import BlockSpec

MOST_SENTENCES = 8
_NO_FIGURES = frozenset({"period", "label", "bound", "years"})


@dataclass(frozen=True, slots=True)
class Sentences:
    """True sentences, the weightiest first; as many as there is room for."""

    heading: Heading
    sentences: tuple[Shown, ...]
    name: str = "findings"

    def fit(self, width: float, look: Look) -> Fit | None:
        """Return the height of the first sentence up to that of all."""
        if not self.sentences or width < 240 * look.u:
            return None
        head = self.heading.height(width, look)
        heights = [written.height for written in self._written(width, look)]
        gap = 16 * look.u
        total = sum(heights) + gap * (len(heights) - 1)
        least = sum(heights[:2]) + gap * (len(heights[:2]) - 1)
        return Fit(head + least, head + total, head + total + 14 * look.u * (len(heights) - 1), 0.4)

    def draw(self, box: Box, look: Look) -> Group:
        """Write the sentences that fit, a mark before each."""
        pen = Pen(self.name, look)
        self.heading.draw(pen, box, look)
        area = box.inset(top=self.heading.height(box.width, look))
        written = self._written(box.width, look)
        gap = 16 * look.u
        while (
            len(written) > 1 and sum(w.height for w in written) + gap * (len(written) - 1) > area.height + 1
        ):
            written = written[:-1]
        rest = area.height - sum(w.height for w in written) - gap * (len(written) - 1)
        if len(written) > 1:
            gap += min(14 * look.u, max(0.0, rest / (len(written) - 1)))
        y = area.y
        for lines in written:
            size = lines.style.size
            pen.rect("mark", "ornament", area.x, y + size * CAP / 2 - 5 * look.u, 10 * look.u, 10 * look.u,
                     look.palette.accent, radius=look.corner and 5 * look.u)  # fmt: skip
            y = pen.lines("sentence", "sentence", area.x + 28 * look.u, y, lines) + gap
        return pen.group("section", label=self.heading.title.text)

    def _written(self, width: float, look: Look) -> list[Written]:
        style = look.text(fill=look.palette.ink)
        return [
            write(sentence, style, min(width - 28 * look.u, style.size * 34), leading=1.25)
            for sentence in self.sentences[:MOST_SENTENCES]
        ]


@dataclass(frozen=True, slots=True)
class QuietLine:
    """What the data cannot give, said on the page."""

    statement: Shown
    name: str

    def fit(self, width: float, look: Look) -> Fit | None:
        """Return the height of its lines."""
        height = self._written(width, look).height + 8 * look.u
        return Fit(height, height, height, 0.0)

    def draw(self, box: Box, look: Look) -> Group:
        """Write the line beside a thin rule."""
        pen = Pen(self.name, look)
        written = self._written(box.width, look)
        u = look.u
        pen.line("rule", "ornament", box.x + 2 * u, box.y, box.x + 2 * u, box.y + written.height + 8 * u,
                 look.palette.hairline, 4 * u)  # fmt: skip
        pen.lines("statement", "sop-missing", box.x + 20 * u, box.y + 5 * u, written)
        return pen.group("note")

    def _written(self, width: float, look: Look) -> Written:
        return write(self.statement, look.text(), width - 20 * look.u, max_lines=3)


def _with_news(findings: Sequence[Finding], source: Source) -> list[Finding]:
    """Return the findings whose sentences hold a figure that those before them, or the lead's, do not."""
    said: set[float] = set() if source.lead is None else _figures(source.lead, source.lang)
    kept = []
    for finding in findings:
        figures = _figures(finding, source.lang)
        if figures and figures <= said:
            continue
        said |= figures
        kept.append(finding)
    return kept or list(findings[:1])


def _figures(finding: Finding, lang: str) -> set[float]:
    return {one.value for one in finding.sentence[lang].evidence if one.formula not in _NO_FIGURES}


def gather_findings(block: BlockSpec, source: Source) -> Sentences | None:
    """Return the sentences of the findings named, else of the weightiest that the headline does not say."""
    if block.findings:
        chosen = [source.findings[name] for name in block.findings if name in source.findings]
    else:
        chosen = [finding for finding in source.findings.values() if finding is not source.lead]
    count = int(block.options.get("count", 5))
    sentences = tuple(source.sentence(finding) for finding in _with_news(chosen, source)[:count])
    if not sentences:
        return None
    title = source.words(block.title, source.say("Yang perlu diketahui", "Worth knowing"))
    return Sentences(Heading(plain(title)), sentences)
