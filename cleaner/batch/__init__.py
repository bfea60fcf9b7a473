"""Corpora: readers, writers, shards, engines, evidence across documents."""
