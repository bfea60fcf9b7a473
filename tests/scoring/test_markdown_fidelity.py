"""Only what is to go goes: everything else in a Markdown file stays, byte for byte."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tarfile
from importlib.metadata import distributions, version
from pathlib import Path

import pytest

from cleaner import Cleaner, Settings
from cleaner.cli.checking import check_source
from cleaner.cli.job import Job
from cleaner.cli.sources import Source
from cleaner.model import Edit, Patch
from cleaner.scoring.markdown_fidelity import faults, measure, random_removal
from cleaner.scoring.rendering import kept_renders_the_same
from tests.cli.checks import ARTICLE, MESSY
from tests.conftest import BODY, OTHER_BODY

AUTHORED = Cleaner(Settings(profile="authored"))

#: What must come through as it is, each put in front of and behind a leftover.
KEEP = {
    "YAML front matter": "---\ntitle: Latest News\n---",
    "TOML front matter": '+++\ntitle = "Latest News"\n+++',
    "JSON front matter": '{"title": "Latest News"}',
    "fenced code": "```html\n## Latest News\n\nRead more: How it began\n```",
    "tilde fence": "~~~\nAdvertisement\n~~~",
    "indented code": "    Advertisement\n    Share this",
    "inline code": "The line `Read more: How it began` is what the button says.",
    "image": "![Latest News](latest.png)",
    "linked image": "[![Advertisement](ad.png)](https://example.org)",
    "link": "[Read more: How it began](https://example.org/began)",
    "reference": "[Related Articles][related]\n\n[related]: https://example.org 'Latest News'",
    "footnote": "The pier is old.[^1]\n\n[^1]: Advertisement",
    "table": "| Latest News | Advertisement |\n| --- | --- |\n| Share this | Read more |",
    "HTML block": "<div class=ad>\nAdvertisement\n</div>",
    "HTML comment": "<!-- Latest News -->",
    "MDX": "import Ad from './ad'\n\n<Ad title='Share' />\n\nexport const news = 'Latest News'",
    "MDX expression": "{/* Advertisement */}",
    "shortcode": "{{< ad >}}\nAdvertisement\n{{< /ad >}}",
    "Liquid": "{% include ad.html %}",
    "directive": ":::note\nAdvertisement\n:::",
    "admonition": "!!! note\n    Advertisement",
    "math": "$$\nAdvertisement\n$$",
    "trailing spaces": "A line that ends in two spaces  \nand goes on.   ",
    "hard tabs": "-\ta tab\n\n\tmore of it",
    "odd line ends": "one\r\ntwo\rthree\n\n\n\nfour",
}


@pytest.mark.parametrize("name", KEEP)
def test_what_is_not_understood_stays(name: str) -> None:
    front = "front matter" in name
    text = (
        f"{KEEP[name]}\n\n{MESSY}"
        if front
        else f"# Harbour\n\n{BODY}\n\n{KEEP[name]}\n\n{OTHER_BODY}\n\n## Latest News\n"
    )
    result = AUTHORED.clean(text, input_format="markdown")
    assert [f.code for f in result.findings] == ["HDG001"]
    assert result.text == text.removesuffix("\n## Latest News\n")
    assert list(faults(AUTHORED, result)) == []


@pytest.mark.parametrize(
    "data",
    [
        ARTICLE.encode(),
        b"\xef\xbb\xbf" + ARTICLE.encode(),
        ARTICLE.replace("\n", "\r\n").encode(),
        ARTICLE.rstrip("\n").encode(),
        (ARTICLE + "\n\n \t \n").encode(),
        ARTICLE.replace("hours", "hours  ").encode("utf-16"),
        b"",
    ],
)
def test_untouched_files_keep_their_bytes(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "article.md"
    path.write_bytes(data)
    before = path.stat()
    options = dict.fromkeys(("input_format", "title", "language", "url"), None) | {"lossy": False}
    checked = check_source(AUTHORED, Source(str(path), path, "markdown"), Job(options, fix=True))
    assert checked.entries == ()
    assert path.read_bytes() == data
    assert path.stat().st_mtime_ns == before.st_mtime_ns


def test_what_is_kept_keeps_bom_and_line_ends(tmp_path: Path) -> None:
    path = tmp_path / "article.md"
    path.write_bytes(b"\xef\xbb\xbf" + MESSY.replace("\n", "\r\n").encode())
    options = dict.fromkeys(("input_format", "title", "language", "url"), None) | {"lossy": False}
    check_source(AUTHORED, Source(str(path), path, "markdown"), Job(options, fix=True))
    assert path.read_bytes() == b"\xef\xbb\xbf" + ARTICLE.replace("\n", "\r\n").encode()


@pytest.mark.parametrize(
    ("source", "before", "after"),
    [
        ("a\n\nb\n", "\n\n", "\n"),
        ("- a\n\nb\n", "\n\n", "\n"),
        ("| a |\n| - |\n| b |\n", "| - |\n", ""),
        ("- a\n- b\n", "- b", "b"),
        ("    a\n", "    ", ""),
    ],
)
def test_the_comparison_sees_what_a_bad_change_does(source: str, before: str, after: str) -> None:
    bad = Patch((Edit(source.index(before), before, after),))
    assert not kept_renders_the_same(source, bad, spacing=False)


def test_the_comparison_passes_what_takes_a_block() -> None:
    assert kept_renders_the_same("a\n\nb\n\nc\n", Patch((Edit(3, "b\n\n", ""),)))


@pytest.fixture
def spec(tmp_path: Path) -> list[str]:
    """The examples of the CommonMark specification.

    The sources of markdown-it-py hold them; its wheel does not. ``COMMONMARK_SPEC`` may name a file
    with them, for work without a package index.
    """
    if "COMMONMARK_SPEC" in os.environ:
        data = Path(os.environ["COMMONMARK_SPEC"]).read_text("utf-8")
    else:
        command = [
            sys.executable,
            "-m",
            "pip",
            "download",
            "-q",
            "--no-deps",
            "--no-binary",
            ":all:",
        ]
        package = f"markdown-it-py=={version('markdown-it-py')}"
        done = subprocess.run(
            [*command, "-d", tmp_path, package], capture_output=True, text=True, check=False
        )
        if done.returncode and "CI" not in os.environ:
            pytest.skip("no package index; COMMONMARK_SPEC may name a file with the examples")
        (archive,) = tmp_path.glob("*.tar.gz")
        with tarfile.open(archive) as packed:
            (name,) = [
                n for n in packed.getnames() if n.endswith("/test_cmark_spec/commonmark.json")
            ]
            member = packed.extractfile(name)
            assert member is not None
            data = member.read().decode()
    return [example["markdown"] for example in json.loads(data)]


def test_examples_of_the_specification(spec: list[str]) -> None:
    assert len(spec) > 600
    for example in spec:
        for text in (
            example,
            f"# Harbour\n\n{BODY}\n\n{example}\n\n{OTHER_BODY}\n\n## Latest News\n",
        ):
            result = AUTHORED.clean(text, input_format="markdown")
            assert list(faults(AUTHORED, result)) == [], example
            for seed in range(2):
                patch = random_removal(text, seed)
                assert kept_renders_the_same(text, patch, spacing=False), (example, seed)


def test_real_files_of_installed_packages() -> None:
    """Whatever Markdown the packages beside this one hold; the figures are in docs/hooks.md."""
    paths = sorted(
        {
            Path(str(distribution.locate_file(file)))
            for distribution in distributions()
            for file in distribution.files or ()
            if file.suffix == ".md" and not str(file).startswith("..")
        }
    )
    paths = [path for path in paths if path.is_file() and path.stat().st_size < 60_000]
    if not paths:
        pytest.skip("no package here brings Markdown")
    tally = measure(paths)
    assert tally.faults == []
    assert tally.changed["authored"] <= max(1, 0.005 * tally.files)
