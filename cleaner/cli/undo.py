"""``cleaner undo``: the source again, to the byte."""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

import click

from cleaner.cli.files import write_whole
from cleaner.engine.patching import undo
from cleaner.formats.report_json import check_digest, patch_from_json
from cleaner.model import ReadError, UndoError
from cleaner.reading.decode import encode


@click.command("undo")
@click.argument("cleaned", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("report", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write the source here.")
@click.option("--in-place", is_flag=True, help="Put the source in the place of CLEANED.")
def command(cleaned: Path, report: Path, output: Path | None, in_place: bool) -> int:
    """Put back what was removed from CLEANED, as REPORT says; the source goes to stdout."""
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
