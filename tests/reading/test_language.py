"""The language of a text, cheapest evidence first."""

from __future__ import annotations

import subprocess
import sys

import pytest

from cleaner.reading.language import detect_language, language_by_words, normal_code

SAMPLES = {
    "en": "The harbour was closed for two hours and the ferry had to wait outside of it.",
    "de": "Der Hafen war zwei Stunden gesperrt und die Fähre musste draußen auf dem Wasser warten.",
    "fr": "Le port est resté fermé pendant deux heures et le bac a dû attendre dans la baie.",
    "es": "El puerto estuvo cerrado durante dos horas y el transbordador tuvo que esperar para los barcos.",
    "ja": "港は火曜日の朝に二時間閉鎖された。",
    "zh": "港口星期二早上关闭了两个小时，渡轮只好在外面等候。",
    "ko": "항구는 화요일 아침 두 시간 동안 폐쇄되었다.",
    "el": "Το λιμάνι έκλεισε για δύο ώρες το πρωί της Τρίτης.",
    "ru": "Гавань была закрыта во вторник утром на два часа, и паром ждал снаружи.",
}


@pytest.mark.parametrize("language", SAMPLES)
def test_samples(language: str) -> None:
    assert detect_language(SAMPLES[language]) == language


def test_signs_have_no_language() -> None:
    assert detect_language("— … — … — … — … — … — …") is None


def test_too_little_to_tell() -> None:
    assert detect_language("Kefir 42") is None
    assert detect_language("") is None


def test_codes() -> None:
    assert normal_code("EN_us") == "en"
    assert normal_code("nb") == "no"
    assert normal_code("und-x") == "und"
    assert normal_code("english") is None


def test_langdetect_is_not_imported_where_function_words_decide() -> None:
    program = (
        "import sys; from cleaner.reading.language import detect_language; "
        f"assert detect_language({SAMPLES['en']!r}) == 'en'; "
        "assert 'langdetect' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "To do this by hand is a lot to do. Add a tool to a box, a box to a van, and go."),
        (
            "es",
            "La barca que llega de la isla a la una espera al práctico en el muelle por los bancos de la ría.",
        ),
        (
            "ro",
            "Portul a fost închis și barca nu a plecat din golf, pentru că era furtună, mai ales.",
        ),
        (
            "hu",
            "A kikötő zárva volt, és a komp nem indult el, mert már este lett, de ez csak egy nap.",
        ),
    ],
)
def test_words_of_many_languages_do_not_confuse(language: str, text: str) -> None:
    assert language_by_words(text) == language
