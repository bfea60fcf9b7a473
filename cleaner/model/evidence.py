"""Evidence: what a detector saw, before anything is decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from cleaner.model.rule import Rule
from cleaner.model.span import Span


@dataclass(frozen=True, slots=True)
class Evidence:
    """One rule's sighting in one block.

    ``span`` is in code points of the document's text and covers what would go. ``whole`` tells
    whether that is the whole block. ``replacement`` is what a repair puts there instead.
    ``score`` is a probability (0–1) where one decided; ``suggested`` marks evidence too weak to
    flag. ``values`` fill the rule's message. ``document`` is the id of another document that the
    block stands in, where that is the evidence. ``trigger`` marks evidence that the tail cut may
    start from.
    """

    rule: Rule
    block: int
    span: Span
    whole: bool = True
    replacement: str = ""
    score: float | None = None
    suggested: bool = False
    values: Mapping[str, str] = field(default_factory=dict)
    document: str = ""

    @property
    def message(self) -> str:
        """The rule's message with this sighting's values in it."""
        return self.rule.message.format_map(self.values) if self.values else self.rule.message
