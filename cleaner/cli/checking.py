"""One source through the check: findings, and fixes where they are asked for."""

from __future__ import annotations

from dataclasses import replace

from cleaner.api import Cleaner
from cleaner.cli.cleaning import Cleaned, clean_source
from cleaner.cli.files import write_whole
from cleaner.cli.job import Job, may_change
from cleaner.cli.sources import Source
from cleaner.engine.fingerprints import text_fingerprint
from cleaner.engine.suppression.remove import without_unused
from cleaner.formats.checked import Checked, Entry, make_checked
from cleaner.model import CleanerError, Fix
from cleaner.reading.decode import encode


def check_source(cleaner: Cleaner, source: Source, job: Job, data: bytes | None = None) -> Checked:
    """Check a source, unfiltered; with ``job.fix`` what counts is also fixed."""
    try:
        data = source.data() if data is None else data
        cleaned = clean_source(cleaner, source, job.options, data=data)
        if not job.changes or not may_change(source):
            return make_checked(source.name, cleaned.result, applied=False)
        return _changed(cleaner, source, job, data, cleaned)
    except CleanerError as error:
        return Checked(source.name, error=error)


def _changed(cleaner: Cleaner, source: Source, job: Job, data: bytes, cleaned: Cleaned) -> Checked:
    """The source with what counts fixed, and written unless only the change is to be shown."""
    first = make_checked(source.name, cleaned.result, applied=False)
    counting = job.filtered(first)
    spare = _known(first, counting, cleaned.result.undo())
    if spare:
        cleaned = clean_source(cleaner, source, job.options, data=data, spare=spare)
    text = _tidied(cleaner, source, job, cleaned) if job.tidy else cleaned.result.text
    before = cleaned.result.undo()
    if job.diff:
        from cleaner.formats.diff import unified

        return replace(counting, diff=unified(before, text, source.name))
    if text != before:
        assert source.path is not None
        write_whole(source.path, encode(text, cleaned.encoding, bom=cleaned.bom))
    checked = make_checked(source.name, cleaned.result, applied=True)
    checked = replace(checked, entries=_merged(counting, checked), known=counting.known)
    return _with_tidied_notes(checked) if job.tidy else checked


def _known(first: Checked, counting: Checked, text: str) -> frozenset[str]:
    """Fingerprints of the texts of what does not count: no fix may touch them."""
    counted = {entry.fingerprint for entry in counting.entries}
    return frozenset(
        text_fingerprint(text[entry.finding.start : entry.finding.end])
        for entry in first.entries
        if entry.fingerprint not in counted
    )


def _merged(counting: Checked, fixed: Checked) -> tuple[Entry, ...]:
    """What was fixed and what counts and is left, in the order of the source."""
    done = {_place(entry): entry for entry in fixed.entries if entry.finding.applied}
    left = [entry for entry in counting.entries if _place(entry) not in done]
    return tuple(sorted([*done.values(), *left], key=_place))


def _place(entry: Entry) -> tuple[int, int, str]:
    return entry.finding.start, entry.finding.end, entry.finding.code


def _tidied(cleaner: Cleaner, source: Source, job: Job, cleaned: Cleaned) -> str:
    """The cleaned text without comments that suppress nothing in it."""
    text = cleaned.result.text
    known = {name: job.options[name] for name in ("title", "url", "language")}
    again = cleaner.clean(text, input_format=source.format, path=source.name, **known)
    return without_unused(text, again.notes)


def _with_tidied_notes(checked: Checked) -> Checked:
    notes = tuple(
        replace(note, finding=replace(note.finding, applied=note.finding.fix is Fix.SAFE))
        for note in checked.notes
    )
    return replace(checked, notes=notes)
