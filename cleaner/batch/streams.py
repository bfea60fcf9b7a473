"""Byte streams by a file's name: plain, gzip or Zstandard; local or remote."""

from __future__ import annotations

import io
from importlib import import_module
from pathlib import Path
from typing import Any, BinaryIO

from cleaner.model import CleanerError, ReadError

#: The level of Zstandard output: its default, a fair trade of time and size.
ZSTD_LEVEL = 3
#: The level of gzip output, of isal's 0 to 3.
GZIP_LEVEL = 2


def need(module: str, extra: str = "batch") -> Any:
    """Import a library of an extra.

    Raises:
        CleanerError: it is not installed; the hint says how to get it.

    """
    try:
        return import_module(module)
    except ImportError as error:
        reason = f"this needs {module.split('.')[0]}, which is not installed"
        raise CleanerError(reason, hint=f"pip install 'article-cleaner[{extra}]'") from error


def is_remote(path: str) -> bool:
    """Whether ``path`` is a URL that fsspec opens."""
    return "://" in path


def open_raw(path: str) -> BinaryIO:
    """The bytes of a file as they are stored, seekable.

    Raises:
        ReadError: it cannot be opened.

    """
    try:
        if is_remote(path):
            stream: BinaryIO = need("fsspec").open(path, "rb").open()
            return stream
        return open(path, "rb")
    except OSError as error:
        raise ReadError(f"cannot be read: {error.strerror or error}", place=path) from error


def decompressed(raw: BinaryIO, path: str) -> BinaryIO:
    """The content of ``raw``, decompressed as the ending of ``path`` says."""
    if path.endswith(".gz"):
        stream: BinaryIO = need("isal.igzip").open(raw, "rb")
        return stream
    if path.endswith((".zst", ".zstd")):
        # A file may hold several frames, as several compressors append them.
        reader = need("zstandard").ZstdDecompressor().stream_reader(raw, read_across_frames=True)
        return io.BufferedReader(reader, 1 << 20)
    return raw


def open_write(path: Path, ending: str) -> BinaryIO:
    """A new file whose content is compressed as ``ending`` says: the same bytes for the same rows.

    Neither the time nor the file's name goes into the header of a gzip file.
    """
    raw = path.open("wb", buffering=1 << 20)
    if ending.endswith(".gz"):
        gzip = need("isal.igzip").IGzipFile(
            filename="", mode="wb", compresslevel=GZIP_LEVEL, fileobj=raw, mtime=0
        )
        return _closing(gzip, raw)
    if ending.endswith((".zst", ".zstd")):
        compressor = need("zstandard").ZstdCompressor(level=ZSTD_LEVEL)
        return _closing(compressor.stream_writer(raw, closefd=False), raw)
    return raw


def _closing(stream: Any, raw: BinaryIO) -> BinaryIO:
    both: Any = _Closing(stream, raw)
    wrapped: BinaryIO = both
    return wrapped


class _Closing(io.RawIOBase):
    """A compressing stream that closes the file under it too, even if its own closing fails."""

    def __init__(self, stream: Any, raw: BinaryIO) -> None:
        self._stream = stream
        self._raw = raw

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        written: int = self._stream.write(data)
        return written

    def close(self) -> None:
        if not self.closed:
            try:
                self._stream.close()
            finally:
                self._raw.close()
                super().close()
