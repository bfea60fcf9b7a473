from __future__ import annotations

import pytest

from cleaner.detectors.topic.donors import DonorIndex
from cleaner.detectors.topic.prints import fingerprint
from tests.topic import stories

#: The least print of the ferry story's first paragraph: a change here makes old indexes useless.
FIRST_PRINT = 70108869119857059


def batch(*, capacity: int = 100_000) -> DonorIndex:
    index = DonorIndex(capacity)
    index.add("ferry", stories.FERRY, stories.FERRY_TITLE, "en")
    index.add("cheese", stories.CHEESE, stories.CHEESE_TITLE, "en")
    index.add("chess", stories.CHESS, stories.CHESS_TITLE, "en")
    index.add("bridge", stories.BRIDGE, stories.BRIDGE_TITLE, "en")
    return index


def host(*foreign: str) -> list[str]:
    return [*stories.FERRY[:3], *foreign, *stories.FERRY[3:]]


@pytest.mark.parametrize("language", ["en", None])
def test_the_donor_of_a_fragment_is_named(language: str | None) -> None:
    texts = host(stories.CHESS_TITLE, stories.CHESS[0])
    found = batch().find("ferry", texts, stories.FERRY_TITLE, language)
    assert [(donor.block, donor.donor_id, donor.share) for donor in found] == [
        (3, "chess", 1.0),
        (4, "chess", 1.0),
    ]
    assert all(donor.margin > 0 and donor.in_documents == 1 for donor in found)
    assert all(donor.probability(0.0) >= 0.95 for donor in found)


def test_a_few_changed_words_do_not_hide_it() -> None:
    spun = stories.CHEESE[3].replace("laboratory", "scientist").replace("grown", "thriven")
    assert spun != stories.CHEESE[3]
    (donor,) = batch().find("ferry", host(spun), stories.FERRY_TITLE, "en")
    assert (donor.block, donor.donor_id) == (3, "cheese")
    assert 0.5 <= donor.share < 1.0


def test_the_document_that_a_fragment_belongs_to_is_left_alone() -> None:
    index = DonorIndex()
    index.add("mixed", host(*stories.CHEESE[2:4]), stories.FERRY_TITLE, "en")
    assert index.find("cheese", stories.CHEESE, stories.CHEESE_TITLE, "en") == []


def test_the_same_article_twice_is_a_twin_and_no_donor() -> None:
    index = batch()
    copy = [*stories.CHEESE[:-1], "The story was updated with a comment from the mayor's office."]
    assert index.find("cheese-2", copy, None, "en") == []
    (twin,) = index.twins("cheese-2", copy)
    assert twin.doc_id == "cheese"
    assert twin.share > 0.7
    assert index.twins("cheese", stories.CHEESE) == []


def test_what_many_documents_hold_is_a_template() -> None:
    index = DonorIndex()
    notice = (
        "Readers who want to support our reporters can do so with a monthly gift at any of the "
        "offices that are named on the back page of every Saturday edition."
    )
    for name in ("CHEESE", "CHESS", "BRIDGE"):
        index.add(name, [*getattr(stories, name), notice], None, "en")
    donors = index.find("ferry", host(notice), None, "en")
    assert all(donor.in_documents == 3 for donor in donors)
    assert all(donor.probability(0.2) == 0.2 for donor in donors)


def test_memory_is_bounded_and_the_oldest_is_forgotten() -> None:
    size = len(frozenset().union(*map(fingerprint, (*stories.BRIDGE, stories.BRIDGE_TITLE))))
    index = batch(capacity=size + 5)
    assert len(index) == 1
    assert index.find("ferry", host(stories.CHESS[0])) == []
    assert index.find("ferry", host(stories.BRIDGE[0]))[0].donor_id == "bridge"
    with pytest.raises(ValueError, match="capacity"):
        DonorIndex(0)


def test_fingerprints_are_the_same_everywhere() -> None:
    assert fingerprint("Too few words") == frozenset()
    assert fingerprint("Council buys a second ferry") == fingerprint("council buys a SECOND ferry!")
    assert len(fingerprint("Council buys a second ferry")) == 1
    assert min(fingerprint(stories.FERRY[0])) == FIRST_PRINT
