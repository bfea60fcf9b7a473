from __future__ import annotations

import json
from pathlib import Path

import pytest

from cleaner import Cleaner
from cleaner.detectors.topic.donors import DonorIndex
from cleaner.detectors.topic.model import read_topics
from cleaner.detectors.topic.sentences import load_sentences
from cleaner.scoring.sentence_data import glue_sentences
from cleaner.scoring.sentences import measure_sentences
from tests.topic import stories
from tests.topic.test_splices import clean

CHARGED = (
    "Prosecutors in Karlstad charged former minister Henrik Dahl with taking bribes from shipping "
    "magnate Oskar Brandt between 2009 and 2012."
)


def glued(at: int) -> list[str]:
    return [text + (f" {CHARGED}" if i == at else "") for i, text in enumerate(stories.CHEESE)]


def test_a_glued_sentence_is_found_where_it_stands() -> None:
    texts = glued(3)
    reading = read_topics(texts, [False] * len(texts), stories.CHEESE_TITLE, "en")
    (strange,) = reading.strange
    assert (strange.block, texts[3][strange.start : strange.end]) == (3, CHARGED)
    assert strange.flagged
    assert "0 of its" in strange.evidence


def test_the_article_itself_has_none() -> None:
    for name in ("FERRY", "CHEESE", "CHESS", "BRIDGE"):
        texts, title = getattr(stories, name), getattr(stories, f"{name}_TITLE")
        assert read_topics(texts, [False] * len(texts), title, "en").strange == ()


def test_a_glued_sentence_is_shown_and_stays_even_with_unsafe_fixes() -> None:
    text = "\n\n".join([stories.CHEESE_TITLE, *glued(3)])
    result = Cleaner().clean(text)
    found = [f for f in result.findings if f.code == "COH013"]
    assert [text[f.start : f.end] for f in found] == [CHARGED]
    assert not found[0].applied
    assert result.text == text


def test_glued_articles_differ_in_one_block_and_come_out_the_same() -> None:
    made = glue_sentences(clean(), 6, seed=3)
    assert made == glue_sentences(clean(), 6, seed=3)
    known = {s.id: s.blocks for s in clean()}
    assert {item.last for item in made} == {True, False}
    for item in made:
        host = known[item.splice.id]
        differing = [i for i, block in enumerate(item.splice.blocks) if block != host[i]]
        assert differing == [item.at]
        whole = item.splice.blocks[item.at]
        assert whole.startswith(host[item.at]) if item.last else whole.endswith(host[item.at])


def test_measuring_counts_what_is_found() -> None:
    figures = measure_sentences(clean())
    assert figures["glued"] > 4
    assert figures["flagged"]["clean articles"] == 0.0
    assert figures["flagged"]["found"] <= figures["suggested or flagged"]["found"] <= 1.0


def batch(*names: str) -> DonorIndex:
    index = DonorIndex()
    for name in names:
        index.add(name, getattr(stories, name), getattr(stories, f"{name}_TITLE"))
    return index


def with_chess(at: int) -> list[str]:
    """The ferry story, two paragraphs in one, and a sentence of the chess story behind them."""
    long = f"{stories.FERRY[at]} {stories.FERRY[at + 1]} {CLUB}"
    return [*stories.FERRY[:at], long, *stories.FERRY[at + 2 :]]


CLUB = "She learnt chess from her grandfather, who plays by post with a friend in Kumasi."


def test_a_single_sentence_has_a_donor_where_it_is_at_home() -> None:
    texts = with_chess(2)
    found = batch("FERRY", "CHESS").corpus_of("x").look(texts, stories.FERRY_TITLE, "en")
    (donor,) = found.sentences
    assert (donor.block, donor.document) == (2, "CHESS")
    assert texts[2][donor.start : donor.end] == CLUB
    assert donor.margin > 2


def test_a_sentence_that_names_nothing_has_no_donor() -> None:
    plain = "Her club meets in the back room of a launderette and has eleven members."
    texts = [text.replace(CLUB, plain) for text in with_chess(2)]
    assert plain in texts[2]
    found = batch("FERRY", "CHESS").corpus_of("x").look(texts, stories.FERRY_TITLE, "en")
    assert found.sentences == ()


def test_a_home_does_not_lose_its_sentence_to_the_host() -> None:
    index = batch("CHEESE")
    index.add("host", with_chess(2), stories.FERRY_TITLE)
    found = index.corpus_of("CHESS").look(stories.CHESS, stories.CHESS_TITLE, "en")
    assert all(donor.margin < 0 for donor in found.sentences)


def test_a_sentence_with_a_donor_is_shown_in_a_batch() -> None:
    text = "\n\n".join([stories.FERRY_TITLE, *with_chess(2)])
    chess = "\n\n".join([stories.CHESS_TITLE, *stories.CHESS])
    documents = [{"id": "ferry", "text": text}, {"id": "chess", "text": chess}]
    mixed, home = Cleaner().clean_many(documents)
    found = [f for f in mixed.findings if f.code == "COH012"]
    assert [(text[f.start : f.end], f.document, f.applied) for f in found] == [
        (CLUB, "chess", False)
    ]
    assert not [f for f in home.findings if f.code == "COH012"]


def test_weights_of_other_features_are_refused(tmp_path: Path) -> None:
    (tmp_path / "sentences.json").write_text(json.dumps({"features": ["words"]}))
    with pytest.raises(ValueError, match="train it again"):
        load_sentences(True, tmp_path)
