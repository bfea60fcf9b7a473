"""``cleaner undo``: the source again, to the byte."""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path
from typing import Any

import click

from cleaner.cli.files import write_whole
from cleaner.engine.patching import undo
from cleaner.formats.report_json import check_digest, patch_from_json
from cleaner.model import ReadError, UndoError
from cleaner.reading.decode import encode


@click.command("undo")
@click.argument("cleaned", type=click.Path(exists=True, path_type=Path))
@click.argument(
    "report", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write the source here.")
@click.option("--in-place", is_flag=True, help="Put the source in the place of CLEANED.")
@click.option("--prefix", default="", help="What batch put before the names of its fields.")
@click.option("--workers", type=click.IntRange(1), default=1, help="Processes, for a corpus.")
@click.option("--resume", is_flag=True, help="Go on with a corpus that was begun.")
def command(cleaned: Path, report: Path | None, output: Path | None, **options: Any) -> int:
    """Put back what was removed from CLEANED, as REPORT says; the source goes to stdout.

    Without REPORT, CLEANED is what `cleaner batch` wrote: a folder or a file of rows, each with
    its own patch. The rows as they were go to the folder that -o names.
    """
    if report is not None:
        return _undo_file(cleaned, report, output, in_place=options["in_place"])
    if output is None or options["in_place"]:
        raise click.UsageError("a corpus goes to a folder of its own: -o DIR; a text needs REPORT")
    return _undo_corpus(cleaned, output, options)


def _undo_corpus(corpus: Path, output: Path, options: dict[str, Any]) -> int:
    from cleaner.batch.core import Options
    from cleaner.batch.job import Job
    from cleaner.batch.run import Run
    from cleaner.cli.batch import finish

    job = Job(out=output, task="undo", options=Options(prefix=options["prefix"]))
    return finish(Run([str(corpus)], job, options["workers"], options["resume"]))


def _undo_file(cleaned: Path, report: Path, output: Path | None, *, in_place: bool) -> int:
    patch, known = patch_from_json(_text(report, "utf-8", bom=False), place=str(report))
    encoding, bom = known.get("encoding") or "utf-8", bool(known.get("bom"))
    text = _text(cleaned, encoding, bom=bom)
    check_digest(known["cleaned_sha256"], _sha256(text), "cleaned text", place=str(cleaned))
    source = undo(text, patch)
    check_digest(known["source_sha256"], _sha256(source), "source", place=str(report))
    data = encode(source, encoding, bom=bom)
    if output is not None or in_place:
        write_whole(output or cleaned, data)
    else:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    return 0


def _text(path: Path, encoding: str, *, bom: bool) -> str:
    try:
        data = path.read_bytes()
        mark = len(encode("", encoding, bom=bom))
        return data[mark:].decode(encoding)
    except OSError as error:
        raise ReadError(f"cannot be read: {error.strerror}", place=str(path)) from error
    except UnicodeDecodeError as error:
        raise UndoError(f"is not {encoding}, as the report says", place=str(path)) from error


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
