"""What can go wrong, as errors with place and reason."""

from __future__ import annotations


class CleanerError(Exception):
    """Base of all errors that the package raises on purpose.

    ``place`` names the file (and line) or document; ``hint`` says what to do about it.
    """

    def __init__(self, reason: str, *, place: str = "", hint: str = "") -> None:
        super().__init__(reason, place, hint)
        self.reason = reason
        self.place = place
        self.hint = hint

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuild, (type(self), self.reason, self.place, self.hint)

    def __str__(self) -> str:
        text = f"{self.place}: {self.reason}" if self.place else self.reason
        return f"{text} ({self.hint})" if self.hint else text


def _rebuild(kind: type[CleanerError], reason: str, place: str, hint: str) -> CleanerError:
    return kind(reason, place=place, hint=hint)


class ReadError(CleanerError):
    """A source cannot be read: missing, not decodable, not of the stated format."""


class RuleError(CleanerError):
    """A rule file is wrong."""


class SettingsError(CleanerError):
    """A configuration file or an option is wrong."""


class UndoError(CleanerError):
    """A text and a patch do not belong together."""
