"""The language of a text, by the cheapest evidence that decides."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

from cleaner.reading.splitting import Splitter

#: ISO 639-1 codes that one script gives away. Scripts of several languages are left to langdetect.
_SCRIPTS = {
    "HIRAGANA": "ja",
    "KATAKANA": "ja",
    "HANGUL": "ko",
    "GREEK": "el",
    "THAI": "th",
    "HEBREW": "he",
    "GEORGIAN": "ka",
    "ARMENIAN": "hy",
    "TAMIL": "ta",
    "TELUGU": "te",
    "BENGALI": "bn",
    "GUJARATI": "gu",
}

#: The commonest short words that few of the other languages share.
_WORDS = {
    "en": "the and of to that is was for with it on his this from are were has have they",
    "de": "der die das und nicht ist mit den ein von sich auf für auch eine dem wird im zu",
    "fr": "le les des et est une dans que pour qui sur pas plus par il au avec ce cette",
    "es": "el los las una por con para del que como más pero su fue este ha lo sus muy",
    "pt": "os uma não com para do da em mais foi ao são pela pelo seu sua dos das também",
    "it": "il di che è per una del della gli con sono non anche nel alla dei questo più ha",
    "nl": "het een van en dat niet zijn op voor met te aan ook als bij maar naar wordt nog",
    "sv": "och att det som är av för inte på den har till om ett kan men från var sig",
    "da": "og det at er af til på ikke den med som der har et blev han også fra eller",
    "no": "og det er på som til av ikke med har den at jeg fra også ble etter hun ved",
    "fi": "ja on ei että se oli hän mutta kun myös ovat joka sen tai niin ole kuin mukaan",
    "pl": "i w na z się nie że do jest to jak po o od za przez był ale dla tak",
    "tr": "ve bir bu için ile da de olarak daha çok gibi olan en kadar sonra ama ne",
    "vi": "và của là có cho không được trong một các những người với đã khi này",
    "id": "yang dan di dengan untuk tidak dari ini itu pada dalam akan adalah ke juga",
    "ro": "și în de la cu pe nu care este din că pentru mai sunt o fost au prin",
    "cs": "a je v na se že to s z do o pro ale jako byl za by podle také jsou",
    "hu": "a az és hogy nem is egy meg volt csak ez el de mint már még lesz vagy",
}
_SPACED = {
    language: tuple(f" {word} " for word in words.split()) for language, words in _WORDS.items()
}
#: Words of these lists that another language uses more often. To tell the language they do not
#: count: with them most Spanish texts and every sixth English one had to be handed to langdetect.
_BORROWED = {
    "fr": "que",
    "fi": "on",
    "pl": "i do to",
    "tr": "de o en da ne",
    "id": "di",
    "ro": "la o a de",
    "cs": "a to do by",
    "hu": "a is el de",
}
_LANGUAGES_OF: dict[str, tuple[str, ...]] = {}
for _language, _words in _WORDS.items():
    for _word in set(_words.split()).difference(_BORROWED.get(_language, "").split()):
        _LANGUAGES_OF[_word] = (*_LANGUAGES_OF.get(_word, ()), _language)

#: Code points looked at: enough for every method, and bounded.
_SAMPLE = 2000
#: Characters of other scripts than the Latin, and signs.
_FAR = re.compile("[^\x00-\u036f]")
_words_of = Splitter(r"[^\W\d_]")


def normal_code(code: str | None) -> str | None:
    """The ISO 639-1 code of ``en-GB``, ``EN_us``, ``nb`` …; ``None`` where it is none.

    Pages give an encoding, too, where the language should stand.

    >>> normal_code("pt_BR"), normal_code("nb-NO"), normal_code("x-default"), normal_code("utf-8")
    ('pt', 'no', None, None)
    """
    if not code:
        return None
    short = re.split(r"[-_]", code.strip().lower())[0]
    if not (2 <= len(short) <= 3 and short.isascii() and short.isalpha()) or short == "utf":
        return None
    return {"nb": "no", "nn": "no", "iw": "he", "in": "id"}.get(short, short)


def detect_language(text: str) -> str | None:
    """The ISO 639-1 code of ``text``, or ``None`` where there is too little to tell.

    Looks at the script first, then counts function words, then asks langdetect (seeded) about at
    most 1,000 code points.
    """
    sample = text[:_SAMPLE]
    return _by_script(sample) or language_by_words(sample) or _by_langdetect(sample[:1000])


def _by_script(sample: str) -> str | None:
    if sample.isascii():
        return None
    letters = list(filter(str.isalpha, _FAR.findall(sample)))
    if not letters or len(letters) * 2 < sum(map(str.isalpha, sample)):
        return None
    names = Counter(unicodedata.name(c, " ").split()[0] for c in letters)
    # Japanese mixes kana with Han; a little kana is enough to tell it from Chinese.
    if (names["HIRAGANA"] + names["KATAKANA"]) * 10 > len(letters):
        return "ja"
    script, count = names.most_common(1)[0]
    if script == "CJK" and count * 2 > len(letters):
        return "zh"
    return _SCRIPTS.get(script) if count * 2 > len(letters) else None


def speaks(folded: str, language: str) -> bool:
    """Whether a text has three different function words of a language: a cheap first look."""
    found = 0
    for word in _SPACED.get(language, ()):
        if word in folded:
            found += 1
            if found == 3:
                return True
    return False


def language_by_words(sample: str) -> str | None:
    """The language whose function words are clearly ahead: 5 or more, and twice the second."""
    counts: Counter[str] = Counter()
    for word, times in Counter(_words_of(sample)).items():
        for language in _LANGUAGES_OF.get(word, ()):
            counts[language] += times
    ranked = counts.most_common(2)
    if not ranked or ranked[0][1] < 5:
        return None
    ahead = len(ranked) == 1 or ranked[0][1] >= 2 * ranked[1][1]
    return ranked[0][0] if ahead else None


def _by_langdetect(sample: str) -> str | None:
    if len(_words_of(sample)) < 8:
        return None
    from langdetect import DetectorFactory, LangDetectException, detect_langs

    # langdetect samples at random; without the seed the same text gets different answers.
    DetectorFactory.seed = 0
    try:
        best = detect_langs(sample)[0]
    except LangDetectException:
        return None
    return normal_code(best.lang) if best.prob >= 0.7 else None
