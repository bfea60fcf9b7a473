"""Which rules run on a document, and at what fix level."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fnmatch import fnmatch

from cleaner.engine.settings import Section, Settings
from cleaner.model import Fix, Rule, SettingsError
from cleaner.packs.profiles import DEFAULT, Profile, load_profile
from cleaner.packs.tables import nearest


def select_rules(
    rules: Sequence[Rule], settings: Settings, *, path: str | None = None, url: str | None = None
) -> tuple[Rule, ...]:
    """The rules that run on a document at ``path`` or ``url``, with their fix levels set.

    Raises:
        SettingsError: a selector matches no rule.

    """
    sections = [s for s in settings.per_path if path is not None and fnmatch(path, s.match)]
    sections += [s for s in settings.per_site if url is not None and _on_site(url, s.match)]
    general = Section("", settings.select, settings.ignore, settings.fix)
    chosen = _in_profile(rules, profile_of(settings), settings)
    for section in (general, *sections):
        chosen = _apply(section, chosen, rules)
    return chosen


def profile_of(settings: Settings) -> Profile:
    """The profile that the settings name, or the default one."""
    return load_profile(settings.profile or DEFAULT)


def check_selectors(rules: Sequence[Rule], settings: Settings) -> None:
    """Raise if a selector anywhere in the settings matches no rule."""
    general = Section("", settings.select, settings.ignore, settings.fix)
    sections = [general, *settings.per_path, *settings.per_site]
    if settings.profile:
        profile = profile_of(settings)
        sections.append(Section(profile.name, select=profile.selectors))
    for section in sections:
        for selector in (*section.select, *section.ignore, *section.fix):
            if not any(matches(rule, selector) for rule in rules):
                names = [value for r in rules for value in (r.code, r.name, r.category)]
                raise SettingsError(
                    f"{selector!r} matches no rule",
                    place=section.match,
                    hint=nearest(selector, names) or "`cleaner rules list` has all",
                )


def matches(rule: Rule, selector: str) -> bool:
    """Whether a selector (code, beginning of a code, name or category) means the rule."""
    return selector in (rule.name, rule.category) or (
        selector.isupper() and rule.code.startswith(selector)
    )


def _in_profile(rules: Sequence[Rule], profile: Profile, settings: Settings) -> tuple[Rule, ...]:
    """The shipped rules of the profile, all rules of the user's own, and what he names in full."""
    named = {name for name in settings.select if any(name in (r.code, r.name) for r in rules)}
    section = Section("", profile.select, profile.ignore, profile.fix)
    shipped = _apply(section, [rule for rule in rules if rule.trusted], rules)
    codes = {rule.code for rule in shipped}
    others = [
        rule
        for rule in rules
        if rule.code not in codes and (not rule.trusted or named & {rule.code, rule.name})
    ]
    return tuple(sorted([*(_conditioned(r, profile) for r in shipped), *others], key=_code))


def _code(rule: Rule) -> str:
    return rule.code


def _conditioned(rule: Rule, profile: Profile) -> Rule:
    for selector, conditions in profile.where.items():
        if matches(rule, selector):
            rule = replace(rule, where=replace(rule.where, **conditions))
    return rule


def _apply(section: Section, chosen: Sequence[Rule], rules: Sequence[Rule]) -> tuple[Rule, ...]:
    if section.select:
        kept = [rule for rule in chosen if _any(rule, section.select)]
        codes = {code for rule in kept for code in (rule.code, *rule.requires)}
        chosen = [rule for rule in chosen if rule.code in codes]
    return tuple(_levelled(rule, section.fix) for rule in chosen if not _any(rule, section.ignore))


def _any(rule: Rule, selectors: Sequence[str]) -> bool:
    """Whether one of the selectors :func:`matches` the rule, asked of all of them at once."""
    codes = tuple(filter(str.isupper, selectors))
    return rule.name in selectors or rule.category in selectors or rule.code.startswith(codes)


def _levelled(rule: Rule, levels: Mapping[str, Fix]) -> Rule:
    """The rule with the level of the most specific selector that means it."""
    chosen = max(
        (s for s in levels if matches(rule, s)), key=lambda s: _specific(rule, s), default=None
    )
    return rule if chosen is None else replace(rule, fix=levels[chosen])


def _specific(rule: Rule, selector: str) -> int:
    if selector in (rule.code, rule.name):
        return 100
    return 0 if selector == rule.category else len(selector)


def _on_site(url: str, site: str) -> bool:
    # Only settings per site need it, and it is slow to import.
    from urllib.parse import urlsplit

    host = urlsplit(url if "//" in url else f"//{url}").hostname or ""
    return host == site or host.endswith("." + site)
