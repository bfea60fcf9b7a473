"""Bytes → text that encodes back to the same bytes."""

from __future__ import annotations

import codecs
from typing import NamedTuple

from cleaner.model import ReadError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

#: What pages and editors write; unfenced, short texts are taken for old Mac code pages.
_LIKELY = [
    *("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258"),
    *("gb18030", "big5", "shift_jis", "euc_jp", "euc_kr", "koi8_r", "tis_620", "iso8859_2"),
]


class Decoded(NamedTuple):
    """Text, the encoding it was in, and whether a byte order mark stood before it."""

    text: str
    encoding: str
    bom: bool

    def encode(self, text: str) -> bytes:
        """``text`` in the encoding, and with the byte order mark, that the source had."""
        return encode(text, self.encoding, bom=self.bom)


def decode(data: bytes, *, place: str = "", lossy: bool = False) -> Decoded:
    """Decode ``data``: by its byte order mark, as UTF-8, else as charset-normalizer guesses.

    Raises:
        ReadError: the bytes would not come back the same, and ``lossy`` does not allow that.

    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _exactly(data[len(mark) :], encoding, place=place, lossy=lossy, bom=True)
    try:
        return Decoded(data.decode("utf-8"), "utf-8", False)
    except UnicodeDecodeError as error:
        guess = _detect(data)
        if guess is None:
            if lossy:
                return Decoded(data.decode("utf-8", errors="replace"), "utf-8", False)
            reason = f"byte {error.start} is not UTF-8 and no other encoding fits"
            raise ReadError(reason, place=place, hint="--lossy reads it all the same") from error
    return _exactly(data, guess, place=place, lossy=lossy, bom=False)


def encode(text: str, encoding: str, *, bom: bool) -> bytes:
    """The bytes of ``text``; the inverse of :func:`decode`."""
    mark = next((m for m, name in _BOMS if name == encoding), b"") if bom else b""
    return mark + text.encode(encoding)


def _exactly(data: bytes, encoding: str, *, place: str, lossy: bool, bom: bool) -> Decoded:
    try:
        text = data.decode(encoding, errors="replace" if lossy else "strict")
    except UnicodeDecodeError as error:
        reason = f"byte {error.start} is not {encoding}"
        raise ReadError(reason, place=place, hint="--lossy reads it all the same") from error
    if not lossy and text.encode(encoding) != data:
        reason = f"the bytes are {encoding} but would not come back the same"
        raise ReadError(reason, place=place, hint="--lossy reads them all the same")
    return Decoded(text, encoding, bom)


def _detect(data: bytes) -> str | None:
    """The most likely encoding of bytes that are not UTF-8; ``None`` for binary data."""
    from charset_normalizer import from_bytes, is_binary

    if is_binary(data):
        return None
    # Equally good guesses come in alphabetical order; the commoner encoding is the better one.
    ranked = [
        (match.chaos, -match.coherence, _LIKELY.index(name), name)
        for match in from_bytes(data, cp_isolation=_LIKELY)
        for name in match.could_be_from_charset
        if name in _LIKELY
    ]
    return min(ranked)[-1] if ranked else None
