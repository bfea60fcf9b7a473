"""Which suppressions a document holds, and which of them were of use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from cleaner.detectors.base import Detector, View
from cleaner.engine.findings import excerpt
from cleaner.engine.positions import Lines
from cleaner.engine.selection import matches
from cleaner.engine.stages import Step
from cleaner.engine.suppression.directives import VERBS, Directive, with_directives
from cleaner.engine.suppression.front import FrontError, ignored_in_front_matter
from cleaner.engine.suppression.regions import Region, regions
from cleaner.engine.suppression.sparing import Sparing
from cleaner.model import Document, Evidence, Finding, Fix, Rule, Span

#: The codes of what is said about suppressions; they are notes, not findings of rules.
UNUSED, UNKNOWN = "SUP001", "SUP002"


@dataclass(slots=True)
class Ledger:
    """The suppressions of one document over all passes.

    Comments are never removed, so that their number in the text names them in every pass.
    """

    sparing: Sparing
    rules: Sequence[Rule]
    _first: list[Directive] = field(default_factory=list)
    _front: tuple[tuple[str, ...], Span | None] = ((), None)
    _problem: str = ""
    _used: set[tuple[int, str]] = field(default_factory=set)
    _closed: dict[int, set[int]] = field(default_factory=dict)
    _passes: int = 0
    _suspects: set[int] = field(default_factory=set)

    def prepare(self, document: Document, steps: Sequence[Step]) -> tuple[Document, Sequence[Step]]:
        """The document and the steps of one pass, which leave alone what is to be left alone."""
        document, directives = with_directives(document)
        if not self._passes:
            self._first = directives
            self._read_front(document)
        self._passes += 1
        self._suspects.clear()
        found = regions(directives, self._front[0], document)
        if self.sparing.idle and not found:
            return document, steps
        guard = _Guard(self, found)
        return document, [Step(step.stage, _Spared(step.detector, guard)) for step in steps]

    def suspect(self, block: int) -> None:
        """Notes that something was seen in the whole of a block, left alone or not."""
        self._suspects.add(block)

    def without_listed(
        self, evidence: Sequence[Evidence], document: Document
    ) -> Sequence[Evidence]:
        """The evidence of this pass without that on lists that are to be left alone."""
        return self.sparing.without_listed(evidence, self._suspects, document)

    def _read_front(self, document: Document) -> None:
        try:
            self._front = ignored_in_front_matter(document)
        except FrontError as error:
            self._problem = str(error)

    def use(self, number: int, selector: str) -> None:
        """Notes that a selector of comment ``number`` (-1: front matter) was of use."""
        self._used.add((number, selector))

    def close(self, number: int, closer: int) -> None:
        """Notes that comment ``closer`` ends what comment ``number`` began."""
        self._closed.setdefault(closer, set()).add(number)

    def notes(self, source: str) -> tuple[Finding, ...]:
        """What was of no use or names no rule, as findings in the source's coordinates."""
        if not (self._first or self._front[1] or self._problem):
            return ()
        lines = Lines(source)
        return tuple(
            _note(code, message, span, fix, source, lines)
            for code, message, span, fix in self._faults()
        )

    def _faults(self) -> Iterator[tuple[str, str, Span, Fix]]:
        if self._problem:
            yield UNKNOWN, self._problem, Span(0, 0), Fix.DISPLAY
        names, place = self._front
        if place is not None:
            yield from self._of(-1, "ignore", names, place)
        for number, directive in enumerate(self._first):
            if directive.verb not in VERBS:
                message = f"A comment that says {directive.verb!r}, which is not {_listed(VERBS)}"
                yield UNKNOWN, message, directive.span, Fix.DISPLAY
            elif directive.verb == "on":
                if all(map(self._idle, self._closed.get(number, ()))):
                    yield UNUSED, "A comment that ends nothing", directive.span, Fix.SAFE
            else:
                yield from self._of(number, directive.verb, directive.selectors, directive.span)

    def _of(
        self, number: int, verb: str, selectors: tuple[str, ...], span: Span
    ) -> Iterator[tuple[str, str, Span, Fix]]:
        unknown = [s for s in selectors if not _any(self.sparing.rules, s)]
        if unknown:
            message = f"A suppression ({verb}) of what is no rule: {_listed(unknown)}"
            yield UNKNOWN, message, span, Fix.DISPLAY
        # What stands in front matter is the writer's to change, and so is a comment of which a
        # part is of use.
        fix = Fix.SAFE if number >= 0 and self._idle(number) else Fix.DISPLAY
        if not selectors and number >= 0 and (number, "") not in self._used:
            yield UNUSED, f"A suppression ({verb}) that suppresses nothing", span, fix
        unused = self._unused(number, selectors)
        if unused:
            message = f"A suppression ({verb}) that suppresses no {_listed(unused)}"
            yield UNUSED, message, span, fix

    def _unused(self, number: int, selectors: Iterable[str]) -> list[str]:
        """What does not run here may well run elsewhere, so that nothing is said of it."""
        running = (s for s in selectors if _any(self.rules, s))
        return [s for s in running if (number, s) not in self._used]

    def _idle(self, number: int) -> bool:
        """Whether a comment suppresses nothing at all, and can go."""
        selectors = self._first[number].selectors
        if not selectors:
            return (number, "") not in self._used
        return len(self._unused(number, selectors)) == len(selectors)


class _Guard:
    """Tells of one pass's evidence whether it is to be left alone."""

    def __init__(self, ledger: Ledger, found: Sequence[Region]) -> None:
        self._ledger = ledger
        self._regions = found
        for region in found:
            if region.closer is not None:
                ledger.close(region.number, region.closer)

    def spares(self, item: Evidence, view: View) -> bool:
        spared = False
        if item.whole and not item.suggested:
            self._ledger.suspect(item.block)
        for region in self._regions:
            selector = region.covers(item)
            if selector is not None:
                self._ledger.use(region.number, selector)
                spared = True
        return spared or self._ledger.sparing.spares(item, view)


class _Spared:
    """A detector without the evidence that is to be left alone."""

    def __init__(self, detector: Detector, guard: _Guard) -> None:
        self._detector = detector
        self._guard = guard

    def find(self, view: View) -> Iterator[Evidence]:
        for item in self._detector.find(view):
            if not self._guard.spares(item, view):
                yield item


def _note(code: str, message: str, span: Span, fix: Fix, source: str, lines: Lines) -> Finding:
    line, column = lines.at(span.start)
    return Finding(
        code=code,
        name="unused-suppression" if code == UNUSED else "unknown-suppression",
        category="suppression",
        fix=fix,
        applied=False,
        start=span.start,
        end=span.end,
        line=line,
        end_line=line,
        column=column,
        message=message,
        excerpt=excerpt(source[span.start : span.end]),
    )


def _any(rules: Iterable[Rule], selector: str) -> bool:
    return any(matches(rule, selector) for rule in rules)


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)
