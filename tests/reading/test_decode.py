"""Bytes → text → the same bytes."""

from __future__ import annotations

import codecs

import pytest

from cleaner.model import ReadError
from cleaner.reading.decode import decode, encode

WESTERN = "Le garçon a été élevé à l'école où l'on chantait déjà des chœurs naïfs."
RUSSIAN = "Гавань была закрыта во вторник утром на два часа после аварии баржи."


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"plain",
        WESTERN.encode(),
        codecs.BOM_UTF8 + WESTERN.encode(),
        codecs.BOM_UTF16_LE + WESTERN.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + RUSSIAN.encode("utf-16-be"),
        codecs.BOM_UTF32_LE + RUSSIAN.encode("utf-32-le"),
        WESTERN.encode("cp1252"),
        RUSSIAN.encode("cp1251"),
        b"one\r\ntwo\rthree\n",
    ],
)
def test_bytes_come_back(data: bytes) -> None:
    decoded = decode(data)
    assert encode(decoded.text, decoded.encoding, bom=decoded.bom) == data


def test_common_legacy_encodings_are_recognised() -> None:
    assert decode(WESTERN.encode("cp1252")).text == WESTERN
    assert decode(RUSSIAN.encode("cp1251")).text == RUSSIAN


def test_binary_data_is_refused_with_place_and_reason() -> None:
    with pytest.raises(ReadError, match=r"x\.bin: .*UTF-8") as caught:
        decode(b"\x00\xff\xfe\x81\x00\x9d" * 40, place="x.bin")
    assert caught.value.hint


def test_lossy_reading_is_on_request_only() -> None:
    broken = codecs.BOM_UTF8 + b"caf\xe9"
    with pytest.raises(ReadError):
        decode(broken)
    assert decode(broken, lossy=True).text == "caf\ufffd"
