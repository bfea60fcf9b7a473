"""The README says what is true."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cleaner import Cleaner
from cleaner.cli.main import _COMMANDS
from cleaner.engine.settings import parse_settings
from cleaner.model import SettingsError
from cleaner.packs.schema import read_rule
from cleaner.packs.tables import Table
from cleaner.scoring.proofs import verify
from tests.conftest import ROOT

README = (ROOT / "README.md").read_text("utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


@pytest.mark.parametrize("code", blocks("python"))
def test_python_runs(code: str) -> None:
    exec(compile(code, "README.md", "exec"), {})


def test_the_settings_are_valid() -> None:
    settings = parse_settings(
        Table.from_string(blocks("toml")[0], "README.md", SettingsError), ROOT
    )
    assert settings.ceiling == 0.6
    assert set(settings.ignore) == {"TTL001", "credits"}


def test_the_rule_is_valid_and_holds_its_proofs(tmp_path: Path) -> None:
    path = tmp_path / "shop-line.toml"
    path.write_text(blocks("toml")[1])
    rule = read_rule(path)
    assert list(verify([rule])) == []


def test_the_opening_example_is_what_happens(seed: str) -> None:
    marks = dict(re.findall(r"^([-!]) +(\w+ \w+)", blocks("diff")[0], re.MULTILINE))
    result = Cleaner().clean(seed)
    removed = {f.excerpt[: len(marks["-"])] for f in result.findings if f.applied}
    assert removed == {marks["-"]}
    assert marks["!"] in {f.excerpt[: len(marks["!"])] for f in result.findings if not f.applied}


def test_relative_links_lead_somewhere() -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (ROOT / target).exists(), target


def test_every_command_is_named() -> None:
    for command in _COMMANDS:
        assert f"cleaner {command}" in README, command
