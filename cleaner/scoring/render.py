"""Reports of measurements as readable text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

Report = Mapping[str, Any]


def render(report: Report) -> str:
    """The report as text; each kind of report has its own tables."""
    return "\n".join(_RENDERERS[report["bench"]](report)) + "\n"


def table(heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """Aligned columns: the first to the left, the others to the right."""
    cells = [list(heads), *([_cell(value) for value in row] for row in rows)]
    widths = [max(len(row[at]) for row in cells) for at in range(len(heads))]
    for row in cells:
        first = row[0].ljust(widths[0])
        rest = [cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True)]
        yield "  ".join([first, *rest]).rstrip()


def percent(value: float | None, digits: int = 1) -> str:
    """A share as a percentage; a dash where there is none."""
    return "–" if value is None else f"{100 * value:.{digits}f} %"


def number(value: float | None, digits: int = 3) -> str:
    """A number with fixed digits; a dash where there is none."""
    return "–" if value is None else f"{value:.{digits}f}"


def _cell(value: Any) -> str:
    return number(value) if isinstance(value, float) or value is None else str(value)


def _about(report: Report, what: str) -> str:
    half = f", domains to {report['half']}" if report.get("half") else ""
    return f"{', '.join(report['sets'])}: {what}{half}; {report['rules']} rules"


def _html(report: Report) -> Iterator[str]:
    yield _about(report, f"{report['documents']} pages")
    yield ""
    scores = ("F1", "P", "R", "F1 after", "P after", "R after", "difference", "95 % interval")
    yield from table(
        ("extractor", *scores, "oracle"),
        (
            (
                row["name"],
                *(row["before"][name] for name in ("f1", "precision", "recall")),
                *(row["after"][name] for name in ("f1", "precision", "recall")),
                f"{row['difference']:+.4f}",
                _interval(row["interval"]),
                row["oracle"]["f1"],
            )
            for row in report["extractors"]
        ),
    )
    yield ""
    lines = ("lines", "wrong", "removed", "precision", "recall", "in order", "recall")
    yield from table(
        (
            "extractor",
            "gold lost",
            *lines,
            "extract ms",
            "clean ms",
            "median",
            "of extract",
            "failed",
        ),
        (_costs(row["name"], row) for row in report["extractors"]),
    )


def _costs(name: str, row: Report) -> tuple[Any, ...]:
    lines = row["lines"]
    return (
        name,
        percent(row["gold_lost"], 2),
        *(lines[key] for key in ("all", "wrong", "removed", "precision", "recall")),
        *(row["lines_in_order"][key] for key in ("precision", "recall")),
        number(row["extract_ms"], 1),
        number(row["clean_ms"], 2),
        number(row["clean_ms_median"], 2),
        percent(row["clean_of_extract"]),
        len(row["failures"]),
    )


def _interval(interval: Sequence[float] | None) -> str:
    return "–" if interval is None else f"{interval[0]:+.4f} {interval[1]:+.4f}"


def _text(report: Report) -> Iterator[str]:
    yield _about(report, f"{report['documents']} texts")
    yield ""
    rows = [(name, *report[name].values()) for name in ("before", "after", "oracle")]
    yield from table(("", "F1", "precision", "recall"), rows)
    yield ""
    yield f"difference     {report['difference']:+.4f} ({_interval(report['interval'])})"
    yield f"gold lost      {percent(report['gold_lost'], 2)}"
    lines = report["lines"]
    yield f"lines          {lines['all']}, {lines['wrong']} wrong, {lines['removed']} removed"
    for name, key in (("line removal", "lines"), ("  in order", "lines_in_order")):
        figures = (number(report[key][figure]) for figure in ("precision", "recall"))
        yield "{:14} precision {}, recall {}".format(name, *figures)
    speed = number(report["clean_mb_per_s"], 2)
    yield f"cleaning       {number(report['clean_ms'], 2)} ms a text, {speed} MB/s"


def _lines(report: Report) -> Iterator[str]:
    yield _about(report, f"{report['documents']} documents")
    yield ""
    removed, seen = report["removed_share"], report["removed_or_flagged_share"]
    yield f"leftovers      {report['leftovers']}"
    yield f"removed        {report['removed']} ({percent(removed)})"
    yield f"or flagged     {report['removed'] + report['flagged']} ({percent(seen)})"
    yield f"precision      {number(report['precision'])} of removal"
    yield (
        f"content        {report['content']}, removed {report['content_removed']} "
        f"({percent(report['content_removed_share'], 2)}), cut {report['content_cut']}, "
        f"flagged {report['content_flagged']}"
    )
    yield ""
    kinds = report["kinds"].items()
    rows = [
        (kind, *(counts[name] for name in ("all", "removed", "flagged"))) for kind, counts in kinds
    ]
    yield from table(("kind", "lines", "removed", "flagged"), rows)
    yield ""
    deeds = ("removed_right", "removed_wrong", "flagged_right", "flagged_wrong")
    heads = ("rule", *(deed.replace("_", " ") for deed in deeds))
    by_rule = report["by_rule"].items()
    yield from table(heads, [(code, *(c.get(deed, 0) for deed in deeds)) for code, c in by_rule])
    for name in ("wrong_lines", "missed_lines"):
        yield from _noted(name.replace("_", " "), report[name])


def _noted(name: str, notes: Sequence[Report]) -> Iterator[str]:
    """Lines that were asked for with their text."""
    shown = [note for note in notes if "text" in note]
    if shown:
        yield ""
        yield f"{name}:"
    for note in shown:
        codes = note.get("code") or ",".join(note.get("codes", ()))
        facts = (note.get("kind"), note.get("state") or note.get("deed"), codes)
        known = " ".join(fact for fact in facts if fact)
        text = " ".join(note["text"].split())
        yield f"  {note.get('id', note.get('document'))} {note['line']} {known} | {text[:160]}"


def _clean(report: Report) -> Iterator[str]:
    yield _about(report, f"{report['documents']} documents in which nothing should go")
    yield ""
    for name in ("removals", "repairs", "findings"):
        count, of_all = report[f"with_{name}"], report[f"with_{name}_share"]
        yield f"with {name:9} {count} ({percent(of_all, 2)})"
    yield f"words removed  {percent(report['words_removed_share'], 3)}"
    yield ""
    deeds = ("removed", "repaired", "flagged")
    rows = [(code, *(c.get(d, 0) for d in deeds)) for code, c in report["by_rule"].items()]
    yield from table(("rule", *deeds), rows)
    yield from _noted("hits", report["hits"])


def _rules(report: Report) -> Iterator[str]:
    documents = ", ".join(f"{name} {count}" for name, count in report["documents"].items())
    yield _about(report, f"documents {documents}")
    yield ""
    names = report["documents"]
    heads = ("rule", "fix", "fired", "right", "wrong", "precision", "95 % interval", "gold words")
    yield from table(
        (*heads, *names),
        (
            (
                f"{row['code']} {row['name']}",
                row["fix"],
                *(row[key] for key in ("fired", "right", "wrong", "precision")),
                "–" if row["interval"] is None else "{:.2f} {:.2f}".format(*row["interval"]),
                row["cost"],
                *(f"{c['right']}/{c['fired']}" for c in (row["by_set"][name] for name in names)),
            )
            for row in report["by_rule"]
            if any(counts["fired"] for counts in row["by_set"].values())
        ),
    )
    silent = [
        r["code"] for r in report["by_rule"] if not any(c["fired"] for c in r["by_set"].values())
    ]
    if silent:
        yield ""
        yield f"never fired: {', '.join(silent)}"
    yield from _noted("wrong hits", report["wrong_hits"])


def _corpus(report: Report) -> Iterator[str]:
    yield _about(report, f"{report['groups']['all']['articles']} articles")
    yield ""
    labels = ("", "removed", "flagged instead", "flagged", "removed instead")
    heads = (*labels, "stray findings", "words lost", "exact")
    yield from table(heads, (_corpus_row(name, row) for name, row in report["groups"].items()))
    yield ""
    yield from table(labels, (_corpus_row(n, c)[:5] for n, c in report["categories"].items()))
    yield ""
    yield from table(heads, (_corpus_row(row["name"], row) for row in report["articles"]))
    for row in report["articles"]:
        yield from _corpus_notes(row)


def _corpus_row(name: str, row: Report) -> tuple[Any, ...]:
    exact = row.get("exact", "")
    if isinstance(exact, bool):
        exact = "yes" if exact else "no"
    elif exact != "":
        exact = f"{exact} of {row['articles']}"
    return (
        name,
        f"{row['removed']}/{row['remove']}",
        row["remove_flagged"],
        f"{row['flagged']}/{row['flag']}",
        row["flag_removed"],
        row.get("stray_findings", 0),
        f"{row['words_lost']} ({percent(row['words_lost_share'])})" if "words_lost" in row else "",
        exact,
    )


def _corpus_notes(row: Report) -> Iterator[str]:
    if row["not_reached"] or row["stray"]:
        yield ""
        yield f"{row['name']}:"
    for label in row["not_reached"]:
        wanted = f"to {label['action']}, {label['state']}"
        yield f"  {wanted:18} {label['category']:11} {label['text'][:100]}"
    for stray in row["stray"]:
        deed = "removed" if stray["applied"] else "flagged"
        yield f"  stray, {deed:11} {stray['code']:11} {stray['excerpt']}"


def _figures(report: Report) -> Iterator[str]:
    """A report of plain figures, nested at most twice."""
    for name, value in report.items():
        if isinstance(value, Mapping):
            yield f"{name}:"
            for key, inner in value.items():
                yield f"  {key:24} {_plain(inner)}"
        else:
            yield f"{name:26} {_plain(value)}"


def _plain(value: Any) -> str:
    if isinstance(value, Mapping):
        return "  ".join(f"{key} {_cell(inner)}" for key, inner in value.items())
    return _cell(value)


_RENDERERS: Mapping[str, Callable[[Report], Iterator[str]]] = {
    "html": _html,
    "text": _text,
    "lines": _lines,
    "clean": _clean,
    "rules": _rules,
    "corpus": _corpus,
    "speed": _figures,
    "splices": _figures,
    "donors": _figures,
    "peers": _figures,
}
