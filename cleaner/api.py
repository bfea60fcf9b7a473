"""What a scraper imports: Cleaner, clean, undo."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, MutableMapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cleaner.engine.given import check_keep, failed, name_of, read_given
from cleaner.engine.patching import undo
from cleaner.engine.pipeline import Task, run
from cleaner.engine.reread import reread
from cleaner.engine.result import Result
from cleaner.engine.selection import check_selectors, profile_of, select_rules
from cleaner.engine.settings import Settings, read_settings
from cleaner.engine.stages import Plan, compile_rules
from cleaner.engine.suppression import Sparing
from cleaner.engine.timing import timed
from cleaner.model import (
    BatchEvidence,
    CleanerError,
    Corpus,
    Document,
    Keep,
    Rule,
    SiteLines,
)
from cleaner.model.document import Format
from cleaner.packs.digest import digest
from cleaner.packs.load import load_rules
from cleaner.reading.blocks import fold
from cleaner.reading.read import language_of, read, read_page

if TYPE_CHECKING:
    from cleaner.detectors.topic.donors import DonorIndex

__all__ = ["Cleaner", "Result", "clean", "undo"]

#: Shingles that ``learn`` remembers.
CAPACITY = 500_000


class Cleaner:
    """A set of rules with settings, ready to clean documents.

    Immutable and safe to share between threads; pickles as its settings, so that workers load the
    rules themselves. ``rules`` replaces the shipped rules and those of ``settings.extend``.
    ``seconds`` is added to, by stage, for who wants to know what takes long.

    Raises:
        RuleError: a rule file is wrong.
        SettingsError: a selector matches no rule.

    """

    def __init__(
        self,
        settings: Settings | None = None,
        *,
        rules: Iterable[Rule] | None = None,
        seconds: MutableMapping[str, float] | None = None,
    ) -> None:
        self._settings = settings or Settings()
        self._seconds = seconds
        self._given = None if rules is None else tuple(sorted(rules, key=lambda rule: rule.code))
        self._rules = load_rules(self._settings.extend) if self._given is None else self._given
        check_selectors(self._rules, self._settings)
        self._sparing = Sparing(
            tuple(" ".join(fold(phrase).split()) for phrase in self._settings.allow),
            links=profile_of(self._settings).spare_links,
            structure=profile_of(self._settings).spare_structure,
            rules=self._rules,
        )
        self._selected: dict[tuple[str | None, str | None], tuple[tuple[Rule, ...], str]] = {}
        self._plans: dict[tuple[str, str | None], Plan] = {}

    @classmethod
    def from_config(cls, path: str | Path) -> Cleaner:
        """A cleaner with the settings in a ``cleaner.toml`` or ``pyproject.toml``."""
        return cls(read_settings(Path(path)))

    def __reduce__(self) -> tuple[Any, ...]:
        return partial(Cleaner, rules=self._given), (self._settings,)

    @property
    def rules(self) -> tuple[Rule, ...]:
        """All rules that are loaded, by code, before any selection."""
        return self._rules

    @property
    def settings(self) -> Settings:
        """The settings that the cleaner was made with."""
        return self._settings

    def clean(
        self,
        text: str,
        *,
        title: str | None = None,
        url: str | None = None,
        language: str | None = None,
        input_format: Format = "text",
        path: str | None = None,
        spare: frozenset[str] = frozenset(),
        site_lines: SiteLines | None = None,
        corpus: Corpus | None = None,
    ) -> Result:
        """Clean one article.

        ``title`` is the article's, if it is known apart from the text. ``path`` is the file's, for
        settings per path. ``spare`` holds fingerprints (``text_fingerprint`` of
        ``cleaner.engine.fingerprints``) of texts to be left alone; it has no bearing on HTML.
        ``site_lines`` is what the site's other documents tell of its lines, ``corpus`` what those
        of a batch tell (``learn(…).corpus_of(id)``).

        Raises:
            CleanerError: the input cannot be read as what it is said to be.

        """
        if input_format == "html":
            return self.clean_html(
                text,
                title=title,
                url=url,
                language=language,
                path=path,
                site_lines=site_lines,
                corpus=corpus,
            )
        document = read(text, input_format=input_format, title=title, language=language, url=url)
        if site_lines is not None or corpus is not None:
            document = replace(document, site_lines=site_lines, corpus=corpus)
        return self._clean(document, path, spare)

    def clean_html(
        self,
        page: Any,
        *,
        url: str | None = None,
        title: str | None = None,
        language: str | None = None,
        path: str | None = None,
        site_lines: SiteLines | None = None,
        corpus: Corpus | None = None,
        keep: Keep = "text",
        comments: bool = False,
    ) -> Result:
        """Extract the article of a page and clean it.

        ``page`` is HTML as ``str`` or ``bytes``, or what ``trafilatura.bare_extraction`` returned.
        The result's text is the body without the title: with ``keep="text"`` plain text, a block
        a line; with ``"markdown"`` or ``"html"`` with its links, emphasis, headings, lists, quotes,
        code, tables and images, in HTML that holds nothing executable. What is removed is the
        same. ``comments`` asks for the readers' comments beside it.

        Raises:
            ReadError: the page is no HTML or holds no text.

        """
        check_keep(keep)
        document = read_page(
            page,
            title=title,
            language=language,
            url=url,
            limits=self._settings.page_limits,
            markup=keep != "text",
            comments=comments,
        )
        if site_lines is not None or corpus is not None:
            document = replace(document, site_lines=site_lines, corpus=corpus)
        return self._clean(document, path, keep=keep)

    def clean_many(
        self,
        documents: Iterable[Mapping[str, Any] | Document],
        *,
        evidence: BatchEvidence | None = None,
        keep: Keep = "text",
    ) -> Iterator[Result]:
        """Clean documents one after the other, in their order, holding one at a time.

        A mapping has ``text`` or ``html``, and may have ``id``, ``title``, ``url``, ``language``
        and ``input_format``; ``keep`` is what pages are kept as. A document that cannot be read
        yields a result with ``error`` set.

        ``evidence`` is what :meth:`learn` or a batch's first pass has learnt of the documents:
        paragraphs that stand in another one and belong there, passages that many hold, articles
        that are the same. Without it a list or tuple is learnt first, since it can be walked twice;
        documents from any other iterable are cleaned as they come, each for itself.
        """
        limits = self._settings.page_limits
        if evidence is None and isinstance(documents, Sequence):
            evidence = self.learn(documents)
        for number, document in enumerate(documents, 1):
            try:
                found = read_given(document, limits, keep)
                yield self._clean_one(found, name_of(document, number), evidence, keep)
            except CleanerError as error:
                yield failed(document, error)

    def learn(
        self, documents: Iterable[Mapping[str, Any] | Document], *, capacity: int = CAPACITY
    ) -> DonorIndex:
        """Look at a batch for what its documents share, for :meth:`clean_many`.

        Documents are as there and are named by ``id``, else ``url``, else their number from 1.
        Those that cannot be read are passed over. Memory is bounded by ``capacity`` shingles, 300
        bytes each: when there are more, the documents that came first are forgotten (half a million
        are about 4,000 articles). ``cleaner batch --evidence`` looks at corpora of any size.

        Raises:
            ValueError: ``capacity`` is not positive.

        """
        from cleaner.detectors.donors import body_of
        from cleaner.detectors.topic.donors import DonorIndex

        index = DonorIndex(capacity)
        limits = self._settings.page_limits
        for number, document in enumerate(documents, 1):
            try:
                found = read_given(document, limits)
            except CleanerError:
                continue
            index.add(name_of(document, number), *body_of(found))
        return index

    def _clean_one(
        self, document: Document, name: str, evidence: BatchEvidence | None, keep: Keep
    ) -> Result:
        if evidence is not None:
            lines = document.site_lines or evidence.lines_of(document.url)
            corpus = document.corpus or evidence.corpus_of(name)
            document = replace(document, site_lines=lines, corpus=corpus)
        return self._clean(document, None, keep=keep if document.items else "text")

    def _clean(
        self,
        document: Document,
        path: str | None,
        spare: frozenset[str] = frozenset(),
        keep: Keep = "text",
    ) -> Result:
        rules, rules_sha256 = self._rules_for(path, document.url)
        plan_for = partial(self._plan, rules, rules_sha256)
        settings = self._settings
        task = Task(
            plan_for(document),
            rules,
            rules_sha256,
            settings.fixes,
            settings.ceiling,
            reread,
            plan_for,
            replace(self._sparing, fingerprints=spare) if spare else self._sparing,
        )
        text, report, notes = run(document, task)
        if keep != "text":
            from cleaner.engine.rendering import rendered

            text, report = rendered(document, report, keep)
        title = document.title.text if document.title else None
        metadata, comments = document.metadata, document.comments
        return Result(text, title, report, metadata, notes=notes, comments=comments)

    def _plan(self, rules: tuple[Rule, ...], rules_sha256: str, document: Document) -> Plan:
        """The rules compiled for the document's language, remembered."""
        language = self._language(document)
        plan = self._plans.get((rules_sha256, language))
        if plan is None:
            plan = compile_rules(rules, language)
            if self._seconds is not None:
                plan = timed(plan, self._seconds)
            self._plans[rules_sha256, language] = plan
        return plan

    def _language(self, document: Document) -> str | None:
        language = language_of(document)
        allowed = self._settings.languages
        return language if not allowed or language in allowed else allowed[0]

    def rules_for(
        self, *, url: str | None = None, path: str | None = None
    ) -> tuple[tuple[Rule, ...], str]:
        """The rules that run on a document there, and the digest that its report will carry."""
        return self._rules_for(path, url)

    def _rules_for(self, path: str | None, url: str | None) -> tuple[tuple[Rule, ...], str]:
        """The rules for a document and their digest, remembered where nothing depends on it."""
        settings = self._settings
        key = (path if settings.per_path else None, url if settings.per_site else None)
        found = self._selected.get(key)
        if found is None:
            rules = select_rules(self._rules, settings, path=path, url=url)
            spared = sorted(settings.allow), self._sparing.links
            found = rules, digest(rules, settings.unsafe, settings.ceiling, *spared)
            if len(self._selected) < 1000:
                self._selected[key] = found
        return found


def clean(text: str, **known: Any) -> Result:
    """Clean one article with the shipped rules; see :meth:`Cleaner.clean`."""
    return Cleaner().clean(text, **known)
