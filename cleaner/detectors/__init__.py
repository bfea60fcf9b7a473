"""Detectors find; they never edit, decide or report."""
