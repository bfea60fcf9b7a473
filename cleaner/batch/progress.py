"""How far a run is: a bar on a terminal, a line now and then elsewhere."""

from __future__ import annotations

import sys
import time
from typing import IO, Any, Protocol

from cleaner.batch.slots import Progress

#: Seconds between lines where no bar can be drawn.
LINE_EVERY = 30.0


class Show(Protocol):
    """Is told now and then how far the run is."""

    def update(self, progress: Progress) -> None:
        """Show ``progress``, which counts what this run does and not what was done before it."""
        ...

    def close(self) -> None:
        """Leave the terminal as it was."""
        ...


def open_progress(total: int, stream: IO[str] | None = None) -> Show:
    """A bar if ``stream`` (stderr) is a terminal; ``total`` is the bytes of input to read."""
    stream = stream or sys.stderr
    return Bar(total, stream) if stream.isatty() else Log(total, stream)


class Log:
    """Writes a line every :data:`LINE_EVERY` seconds."""

    def __init__(self, total: int, stream: IO[str]) -> None:
        self._total = total
        self._stream = stream
        self._began = self._last = time.monotonic()

    def update(self, progress: Progress) -> None:
        """Write a line if it is time."""
        now = time.monotonic()
        if now - self._last >= LINE_EVERY:
            self._last = now
            print(describe(progress, self._total, now - self._began), file=self._stream, flush=True)

    def close(self) -> None:
        """Nothing is left to do."""


class Bar:
    """Draws one line that changes."""

    def __init__(self, total: int, stream: IO[str]) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, TextColumn
        from rich.progress import Progress as Drawn

        self._total = total
        self._began = time.monotonic()
        self._drawn: Any = Drawn(
            BarColumn(20), TextColumn("{task.description}"), console=Console(file=stream)
        )
        self._task = self._drawn.add_task("starting", total=max(total, 1))
        self._drawn.start()

    def update(self, progress: Progress) -> None:
        """Draw the line anew."""
        text = describe(progress, self._total, time.monotonic() - self._began)
        self._drawn.update(self._task, completed=progress.input, description=text)

    def close(self) -> None:
        """Stop drawing."""
        self._drawn.stop()


def describe(progress: Progress, total: int, seconds: float) -> str:
    """Documents, speed, what was removed and flagged, and how long it will still take."""
    speed = max(seconds, 1e-9)
    removed = progress.words_removed / progress.words if progress.words else 0.0
    flagged = progress.with_flags / progress.documents if progress.documents else 0.0
    done = progress.input / total if total else 0.0
    left = _time(seconds * (1 - done) / done) if done > 0 else "?"
    return (
        f"{done:.0%} {progress.documents:,} documents, {progress.documents / speed:,.0f}/s, "
        f"{progress.bytes / speed / 1e6:.1f} MB/s, removed {removed:.1%}, "
        f"flagged {flagged:.1%}, {left} left"
    )


def _time(seconds: float) -> str:
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}"
