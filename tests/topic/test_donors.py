from __future__ import annotations

import pytest

from cleaner.detectors.topic.donors import DonorIndex, foreign
from cleaner.detectors.topic.prints import fingerprint
from cleaner.model import Donor, Elsewhere
from tests.topic import stories

#: The least print of the ferry story's first paragraph: a change here makes old indexes useless.
FIRST_PRINT = 70108869119857059


def batch(*, capacity: int = 100_000) -> DonorIndex:
    index = DonorIndex(capacity)
    index.add("ferry", stories.FERRY, stories.FERRY_TITLE)
    index.add("cheese", stories.CHEESE, stories.CHEESE_TITLE)
    index.add("chess", stories.CHESS, stories.CHESS_TITLE)
    index.add("bridge", stories.BRIDGE, stories.BRIDGE_TITLE)
    return index


def host(*foreign: str) -> list[str]:
    return [*stories.FERRY[:3], *foreign, *stories.FERRY[3:]]


def look(
    index: DonorIndex,
    name: str,
    texts: list[str],
    title: str | None = stories.FERRY_TITLE,
    language: str | None = "en",
) -> Elsewhere:
    return index.corpus_of(name).look(texts, title, language)


@pytest.mark.parametrize("language", ["en", None])
def test_the_donor_of_a_fragment_is_named(language: str | None) -> None:
    texts = host(stories.CHESS_TITLE, stories.CHESS[0])
    found = look(batch(), "ferry", texts, language=language)
    assert [(donor.block, donor.document, donor.share) for donor in found.donors] == [
        (3, "chess", 1.0),
        (4, "chess", 1.0),
    ]
    assert all(d.margin and d.margin > 0 and d.in_documents == 1 for d in found.donors)
    assert foreign(found.donors[1], own=0.5, words=25) > 0.97


def test_a_few_changed_words_do_not_hide_it() -> None:
    spun = stories.CHEESE[3].replace("laboratory", "scientist").replace("grown", "thriven")
    assert spun != stories.CHEESE[3]
    (donor,) = look(batch(), "ferry", host(spun)).donors
    assert (donor.block, donor.document) == (3, "cheese")
    assert 0.5 <= donor.share < 1.0


def test_the_document_that_a_fragment_belongs_to_is_left_alone() -> None:
    index = DonorIndex()
    index.add("mixed", host(*stories.CHEESE[2:4]), stories.FERRY_TITLE)
    assert look(index, "cheese", list(stories.CHEESE), stories.CHEESE_TITLE).donors == ()


def test_the_same_article_twice_is_a_twin_and_no_donor() -> None:
    index = batch()
    copy = [*stories.CHEESE[:-1], "The story was updated with a comment from the mayor's office."]
    found = look(index, "cheese-2", copy, None)
    assert found.donors == ()
    (twin,) = found.twins
    assert twin.document == "cheese"
    assert twin.share > 0.7
    assert look(index, "cheese", list(stories.CHEESE), None).twins == ()


def test_what_many_documents_hold_is_a_template() -> None:
    index = DonorIndex()
    notice = (
        "Readers who want to support our reporters can do so with a monthly gift at any of the "
        "offices that are named on the back page of every Saturday edition."
    )
    for name in ("CHEESE", "CHESS", "BRIDGE"):
        index.add(name, [*getattr(stories, name), notice])
    (donor,) = look(index, "ferry", host(notice), None).donors
    assert (donor.in_documents, donor.copies, donor.margin) == (3, 3, None)
    assert foreign(donor, own=0.2, words=30) == 0.2


def test_what_fits_as_well_here_is_not_foreign() -> None:
    fits_there = Donor(3, "other", 1.0, 1, 1, margin=6.0)
    fits_here = Donor(3, "other", 1.0, 1, 1, margin=-1.0)
    assert foreign(fits_there, own=0.2, words=40) > 0.97
    assert foreign(fits_here, own=0.01, words=40) < 0.2


def test_memory_is_bounded_and_the_oldest_is_forgotten() -> None:
    size = len(frozenset().union(*map(fingerprint, (*stories.BRIDGE, stories.BRIDGE_TITLE))))
    index = batch(capacity=size + 5)
    assert len(index) == 1
    assert look(index, "ferry", host(stories.CHESS[0])).donors == ()
    assert look(index, "ferry", host(stories.BRIDGE[0])).donors[0].document == "bridge"
    with pytest.raises(ValueError, match="capacity"):
        DonorIndex(0)


def test_fingerprints_are_the_same_everywhere() -> None:
    assert fingerprint("Too few words") == frozenset()
    assert fingerprint("Council buys a second ferry") == fingerprint("council buys a SECOND ferry!")
    assert len(fingerprint("Council buys a second ferry")) == 1
    assert min(fingerprint(stories.FERRY[0])) == FIRST_PRINT
