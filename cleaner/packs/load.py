"""Rule files → a rule set; where the rules that ship with the package are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from cleaner.model import Rule, RuleError
from cleaner.packs.fragments import read_fragments
from cleaner.packs.schema import read_rule

_PACKAGE = Path(__file__).resolve().parents[1]


def shipped_rules() -> Path:
    """The folder of the package's own rules: inside the wheel, or beside pyproject.toml.

    Raises:
        RuleError: the installation is broken and there is neither.

    """
    for folder in (_PACKAGE / "rules", _PACKAGE.parent / "rules"):
        if folder.is_dir():
            return folder
    raise RuleError("the package's rules/ folder is missing", place=str(_PACKAGE))


def load_rules(extend: Sequence[Path] = ()) -> tuple[Rule, ...]:
    """The shipped rules and those of the folders in ``extend``, in the order of their codes.

    Raises:
        RuleError: a file is wrong, or two rules share a code or a name.

    """
    rules = list(_shipped())
    shared = read_fragments(shipped_rules()) if extend else {}
    for folder in extend:
        rules.extend(read_folder(Path(folder), trusted=False, fragments=shared))
    return _in_order(rules)


@lru_cache(maxsize=1)
def _shipped() -> tuple[Rule, ...]:
    return tuple(read_folder(shipped_rules(), trusted=True))


def read_folder(
    folder: Path, *, trusted: bool, fragments: Mapping[str, str] | None = None
) -> list[Rule]:
    """The rules in the files of a folder and those below it, in the order of their paths.

    Folders whose names begin with ``_`` hold other data: profiles, and fragments, which the
    patterns may call beside those given.
    """
    if not folder.is_dir():
        raise RuleError("is no folder of rule files", place=str(folder))
    paths = [
        path
        for path in sorted(folder.rglob("*.toml"))
        if not any(part.startswith("_") for part in path.relative_to(folder).parts[:-1])
    ]
    known = {**(fragments or {}), **read_fragments(folder)}
    return [read_rule(path, trusted=trusted, fragments=known) for path in paths]


def _in_order(rules: Sequence[Rule]) -> tuple[Rule, ...]:
    """By code, so that nothing depends on the order in which files were found."""
    seen: dict[str, Rule] = {}
    for rule in rules:
        for identity in (rule.code, rule.name):
            if identity in seen:
                other = seen[identity].place
                raise RuleError(f"{identity} is taken", place=rule.place, hint=f"see {other}")
            seen[identity] = rule
    codes = {rule.code for rule in rules}
    for rule in rules:
        missing = [code for code in rule.requires if code not in codes]
        if missing:
            raise RuleError(f"requires {missing[0]}, which is no rule", place=rule.place)
    return tuple(sorted(rules, key=lambda rule: rule.code))
