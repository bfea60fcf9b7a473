"""Profiles: which rules run on what kind of text."""

from __future__ import annotations

from pathlib import Path

import pytest

from cleaner import Cleaner, Settings
from cleaner.engine.selection import check_selectors, select_rules
from cleaner.model import SettingsError
from cleaner.packs.load import load_rules
from cleaner.packs.profiles import load_profile, shipped_profiles
from tests.conftest import BODY, OTHER_BODY


def codes(text: str, profile: str = "authored", **settings: object) -> list[str]:
    cleaner = Cleaner(Settings(profile=profile, **settings))
    return [f.code for f in cleaner.clean(text, input_format="markdown").findings]


def article(*more: str) -> str:
    return "\n\n".join(["# The harbour was closed", BODY, OTHER_BODY, *more]) + "\n"


TEAM = (
    "Goalkeeper Lena Vogt saved three penalties as Northfield United beat Redmoor 4-2 on spot kicks "
    "to reach the semi-final of the women's cup."
)
STRIKER = (
    "Striker Amy Castell scored twice before half-time for Northfield, and Redmoor levelled through "
    "a late header by captain Jo Brandt."
)
BRIDGE = (
    "The town council put off its vote on the new harbour bridge on Monday after two members asked "
    "for a second estimate of what the piers would cost.",
    "Engineers had told the council in May that the bridge piers could be built for nine million, "
    "but the harbour master said that the channel is deeper than the survey showed.",
    "Under the plan the bridge would carry buses and bicycles across the harbour, and cars would "
    "keep to the old road round the basin until the council decides otherwise.",
    "The council will meet again in March, when the engineers must show new borings from the "
    "harbour bed and a price for each of the piers, the council's clerk said.",
)


def bridge(*between: str) -> str:
    """An article on a bridge with other blocks in the middle of it."""
    title = "# Town council delays vote on harbour bridge"
    return "\n\n".join([title, *BRIDGE[:2], *between, *BRIDGE[2:]]) + "\n"


@pytest.mark.parametrize("name", shipped_profiles())
def test_every_selector_of_a_shipped_profile_means_a_rule(name: str) -> None:
    check_selectors(load_rules(), Settings(profile=name))
    assert load_profile(name).why.strip()


def test_scraped_is_the_default_and_runs_every_rule() -> None:
    assert select_rules(load_rules(), Settings()) == load_rules()
    assert select_rules(load_rules(), Settings(profile="scraped")) == load_rules()


@pytest.mark.parametrize(
    "leftover",
    [
        "## Latest News",
        "## Related Articles",
        "Read more: How the old lighthouse was saved",
        "Share on Facebook",
        "Advertisement",
        "We use cookies to give you the best experience on our website. Accept all cookies",
        "The ferryâ€™s captain waited outside.",
    ],
)
def test_authored_finds_what_nobody_writes_on_purpose(leftover: str) -> None:
    assert codes(article(leftover))


@pytest.mark.parametrize(
    "meant",
    [
        "By Anna Berg",
        "## Related Articles\n\n- [How the lighthouse was saved](lighthouse.md)",
        "## Latest News\n\nThe ferry runs again since Thursday, an hour later than before.",
        "[Read more: How the lighthouse was saved](lighthouse.md)",
        "Subscribe to my newsletter",
        "Photo: Anna Berg",
        "© 2026 Anna Berg. All rights reserved.",
        "## Comments\n\nThe harbour master wrote that the dredger comes on Monday.",
        "[Share on Facebook](https://example.org/share)",
        "Learn more\n\nThe dredger is described in the paper of the harbour board.",
    ],
)
def test_authored_leaves_what_an_author_means(meant: str) -> None:
    assert codes(article(meant)) == []


def test_a_rule_named_in_full_runs_whatever_the_profile() -> None:
    text = article("By Anna Berg")
    scraped = codes(text, "scraped")
    assert scraped
    assert codes(text, select=(scraped[0],)) == [scraped[0]]


def shop_line(folder: Path) -> Path:
    """The folder with a rule of the user's own in it."""
    (folder / "shop-line.toml").write_text(
        'code = "SHP001"\nname = "shop-line"\ncategory = "promotion"\ndetector = "phrase"\n'
        'fix = "safe"\nmessage = "x"\nwhy = "y"\n[phrases]\nen = ["from our shop"]\n'
    )
    return folder


def test_rules_of_the_user_run_under_every_profile(tmp_path: Path) -> None:
    assert codes(article("From our shop"), extend=(shop_line(tmp_path),)) == ["SHP001"]


def test_a_profile_may_be_a_file_of_the_user(tmp_path: Path) -> None:
    path = tmp_path / "strict.toml"
    path.write_text('why = "x"\nselect = ["headings"]\n[fix]\nheadings = "display"\n')
    cleaner = Cleaner(Settings(profile=str(path)))
    finding = cleaner.clean(article("## Latest News"), input_format="markdown").findings[0]
    assert (finding.fix, finding.applied) == ("display", False)
    (tmp_path / "wrong.toml").write_text('why = "x"\nselct = []\n')
    with pytest.raises(SettingsError, match=r"wrong\.toml:2: selct: unknown key .*select"):
        Cleaner(Settings(profile=str(tmp_path / "wrong.toml")))
    path.write_text('why = "x"\nselect = ["headigns"]\n')
    load_profile.cache_clear()
    with pytest.raises(SettingsError, match="did you mean 'headings'"):
        Cleaner(Settings(profile=str(path)))


def test_an_unknown_profile_is_an_error() -> None:
    with pytest.raises(SettingsError, match="did you mean 'authored'"):
        Cleaner(Settings(profile="autored"))


def test_profiles_are_not_read_as_rules() -> None:
    assert not any("_profiles" in rule.place for rule in load_rules())


def test_a_story_in_the_middle_of_another_is_flagged() -> None:
    assert codes(bridge(TEAM, STRIKER)) == ["COH003", "COH003"]
    assert codes(bridge(TEAM, STRIKER, "## The plan")) == ["COH003", "COH003"]


def test_a_section_of_its_own_is_no_fragment() -> None:
    assert codes(bridge("## The team", TEAM, STRIKER, "## The plan")) == []
    # A heading that is followed by more than the fragment says nothing of it.
    assert codes(bridge("## The team", TEAM, STRIKER)) == ["COH003", "COH003"]


def test_items_of_a_list_are_no_fragment() -> None:
    assert codes(bridge(f"- {TEAM}\n- {STRIKER}")) == []


def test_a_list_that_holds_nothing_but_leftovers_counts() -> None:
    assert codes(article("- Share on Facebook\n- Share on Twitter")) == ["SOC001", "SOC001"]
    assert codes(article("- Share on Facebook\n- Share on Twitter\n- Bread")) == []


def test_a_label_with_nothing_under_it_counts() -> None:
    assert codes(article("Share this:")) == ["SOC001"]
    assert codes(article("Share this:\n\n- bread\n- post")) == []


def test_rules_of_the_user_count_in_lists(tmp_path: Path) -> None:
    assert codes(article("- From our shop\n- Bread"), extend=(shop_line(tmp_path),)) == ["SHP001"]
