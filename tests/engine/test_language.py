"""The language that rules are chosen by is that of the text as it is, in every pass."""

from __future__ import annotations

from pathlib import Path

from cleaner import Cleaner, Settings
from cleaner.packs.schema import read_rule

_RULE = """code = "USR{number:03}"
name = "{language}-call"
category = "promotion"
detector = "phrase"
fix = "safe"
message = "found {{match}}"
why = "The site puts this call under every single article."
match = "start"
[phrases]
{language} = ["{phrase}"]
"""
_SPANISH = (
    "Lea también los artículos que más se han leído en el sitio durante la semana, que son los "
    "que sus amigos del barrio han compartido con los suyos por todas las redes que usan."
)
_ENGLISH = "The mill on the river was closed for the winter, and the wheel of it stood still."
_CALL = "Send this to a friend of yours who likes mills"


def cleaner_of(folder: Path) -> Cleaner:
    rules = []
    for number, (language, phrase) in enumerate({"es": "lea también", "en": "send this"}.items()):
        path = folder / f"{language}-call.toml"
        path.write_text(_RULE.format(number=number, language=language, phrase=phrase))
        rules.append(read_rule(path))
    return Cleaner(Settings(ceiling=1.0), rules=rules)


def test_a_text_that_turns_out_to_be_english_is_cleaned_as_english(tmp_path: Path) -> None:
    cleaner = cleaner_of(tmp_path)
    text = f"{_SPANISH}\n{_ENGLISH}\n{_CALL}"
    result = cleaner.clean(text)
    assert result.text.strip() == _ENGLISH
    assert result.report.language == "en"
    assert [finding.code for finding in result.findings] == ["USR000", "USR001"]
    assert result.undo() == text
    assert cleaner.clean(result.text).text == result.text


def test_a_language_that_was_given_stays(tmp_path: Path) -> None:
    result = cleaner_of(tmp_path).clean(f"{_SPANISH}\n{_ENGLISH}\n{_CALL}", language="es")
    assert result.text.strip() == f"{_ENGLISH}\n{_CALL}"
    assert result.report.language == "es"
