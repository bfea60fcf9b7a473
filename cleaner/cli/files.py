"""Writing files whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

from cleaner.model import CleanerError


def write_whole(path: Path, data: bytes) -> None:
    """Write ``data`` beside ``path`` and move it there, so that no half of it is ever seen.

    The file keeps its permissions.

    Raises:
        CleanerError: the file cannot be written.

    """
    import tempfile  # slow to import, and most runs write nothing

    temporary: str | None = None
    try:
        mode = path.stat().st_mode if path.exists() else None
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        os.chmod(temporary, mode if mode is not None else 0o666 & ~_umask())
        os.replace(temporary, path)
    except OSError as error:
        if temporary is not None and os.path.exists(temporary):
            os.unlink(temporary)
        reason = error.strerror or str(error)
        raise CleanerError(f"cannot be written: {reason}", place=str(path)) from error


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
