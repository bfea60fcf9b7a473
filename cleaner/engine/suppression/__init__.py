"""What writers keep: comments in the text, front matter, allowed phrases, a baseline."""

from cleaner.engine.suppression.ledger import Ledger
from cleaner.engine.suppression.sparing import Sparing

__all__ = ["Ledger", "Sparing"]
