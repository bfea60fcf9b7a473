"""Topic: a learnt model that finds the paragraph that belongs to another story."""

from cleaner.detectors.topic.model import Fragment, Reading, read_topics

__all__ = ["Fragment", "Reading", "read_topics"]
