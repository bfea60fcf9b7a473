"""The summary of a run: JSON for programs, a table for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from cleaner.batch.stats import Stats

SCHEMA_VERSION = 1
#: Lines of a table before the rest is left to the JSON.
MOST_LINES = 30


def summarise(
    stats: Stats,
    *,
    quarantined: int,
    seconds: float,
    workers: int,
    task: str = "clean",
    learning: float = 0.0,
) -> dict[str, Any]:
    """The whole summary as plain data; times are in seconds, shares from 0 to 1.

    ``learning`` is what the first pass took of the wall clock's ``seconds``; rates leave it out.
    """
    counts = stats.to_dict()
    work = sum(stats.seconds.values())
    return {
        "schema_version": SCHEMA_VERSION,
        "task": task,
        **counts,
        "quarantined": quarantined,
        "share_removed": _share(stats.words_removed, stats.words),
        "share_with_flags": _share(stats.with_flags, stats.documents),
        "workers": workers,
        "wall_seconds": round(seconds, 3),
        "learning_seconds": round(learning, 3),
        "seconds": {name: round(value, 3) for name, value in stats.seconds.items()},
        "stages": {name: round(value, 3) for name, value in stats.stages.items()},
        "share_reading_and_writing": _share(stats.seconds["read"] + stats.seconds["write"], work),
        "documents_per_second": round(_share(stats.documents, seconds - learning), 1),
        "megabytes_per_second": round(_share(stats.bytes, seconds - learning) / 1e6, 3),
    }


def table(summary: Mapping[str, Any]) -> str:
    """The summary as text."""
    return "\n".join(_lines(summary)) + "\n"


def _lines(summary: Mapping[str, Any]) -> Iterator[str]:
    yield (
        f"{summary['documents']:,} documents, {summary['written']:,} written, "
        f"{summary['quarantined']:,} quarantined"
    )
    if summary["task"] == "undo":
        return
    if summary["taken_over"]:
        yield f"{summary['taken_over']:,} were taken over as they were"
    yield (
        f"{summary['changed']:,} changed, {summary['share_removed']:.2%} of "
        f"{summary['words']:,} words removed; {summary['share_with_flags']:.1%} with flags"
    )
    yield (
        f"{summary['wall_seconds']:,.1f} s with {summary['workers']} workers: "
        f"{summary['documents_per_second']:,.0f} documents/s, "
        f"{summary['megabytes_per_second']:.2f} MB/s; "
        f"{summary['share_reading_and_writing']:.1%} of the work is reading and writing"
    )
    if summary["learning_seconds"]:
        yield f"the first pass took {summary['learning_seconds']:,.1f} s of that"
    yield from _times(summary)
    yield from _counts("Verdicts", summary["verdicts"], summary["documents"])
    yield from _rules(summary)
    for title, name in (("Categories", "categories"), ("Languages", "languages")):
        yield from _counts(title, summary[name])
    yield from _counts("Sites", summary["sites"])
    if summary["losers"]:
        yield from ("", "Lost most (words removed, of, document)")
        for one in summary["losers"]:
            name = one["id"] or one["place"]
            yield f"  {one['words_removed']:>8,} {one['words']:>9,}  {name}"


def _rules(summary: Mapping[str, Any]) -> Iterator[str]:
    applied, flagged, names = summary["applied"], summary["flagged"], summary["names"]
    codes = sorted(
        {*applied, *flagged}, key=lambda code: (-applied.get(code, 0) - flagged.get(code, 0), code)
    )
    if codes:
        yield from ("", "Rules (applied, flagged)")
        yield from _first(
            f"  {applied.get(code, 0):>9,} {flagged.get(code, 0):>9,}  {code} {names.get(code, '')}"
            for code in codes
        )


def _times(summary: Mapping[str, Any]) -> Iterator[str]:
    """Seconds of work, over all workers; what is no stage is extracting, reading and deciding."""
    seconds, stages = summary["seconds"], summary["stages"]
    if not sum(seconds.values()):
        return
    yield from ("", "Time (seconds of all workers)")
    rest = {"text, blocks, decisions": seconds["clean"] - sum(stages.values())} if stages else {}
    shown = {"reading": seconds["read"], "cleaning": seconds["clean"]}
    shown |= {f"  {name}": value for name, value in {**stages, **rest}.items()}
    for name, value in (shown | {"writing": seconds["write"]}).items():
        yield f"  {value:>9,.1f}  {name}"


def _counts(title: str, counts: Mapping[str, int], of: int = 0) -> Iterator[str]:
    if counts:
        yield from ("", title)
        yield from _first(
            f"  {count:>9,}{f' {count / of:>7.1%}' if of else ''}  {name}"
            for name, count in counts.items()
        )


def _first(lines: Iterable[str]) -> Iterator[str]:
    rest = 0
    for number, line in enumerate(lines):
        if number < MOST_LINES:
            yield line
        else:
            rest += 1
    if rest:
        yield f"  … and {rest:,} more"


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0
