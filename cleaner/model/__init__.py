"""Frozen data that every other layer speaks in. Imports nothing of the package."""

from cleaner.model.block import PROTECTED, Block, Kind, Segment
from cleaner.model.corpus import BatchEvidence, Corpus, Donor, Elsewhere, SentenceDonor, Twin
from cleaner.model.document import Document, Title
from cleaner.model.dom import Dom
from cleaner.model.errors import CleanerError, ReadError, RuleError, SettingsError, UndoError
from cleaner.model.evidence import Evidence
from cleaner.model.finding import Finding, Fix
from cleaner.model.markup import Item, Keep, Mark, Node, Picture, Run
from cleaner.model.patch import Edit, Patch
from cleaner.model.report import Part, Report, Verdict
from cleaner.model.rule import CATEGORIES, STAGES, Match, Proof, Proofs, Rule, Takes, Where
from cleaner.model.site import SiteLines
from cleaner.model.span import Span

__all__ = [
    "CATEGORIES",
    "PROTECTED",
    "STAGES",
    "BatchEvidence",
    "Block",
    "CleanerError",
    "Corpus",
    "Document",
    "Dom",
    "Donor",
    "Edit",
    "Elsewhere",
    "Evidence",
    "Finding",
    "Fix",
    "Item",
    "Keep",
    "Kind",
    "Mark",
    "Match",
    "Node",
    "Part",
    "Patch",
    "Picture",
    "Proof",
    "Proofs",
    "ReadError",
    "Report",
    "Rule",
    "RuleError",
    "Run",
    "Segment",
    "SentenceDonor",
    "SettingsError",
    "SiteLines",
    "Span",
    "Takes",
    "Title",
    "Twin",
    "UndoError",
    "Verdict",
    "Where",
]
