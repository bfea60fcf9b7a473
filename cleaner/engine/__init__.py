"""Settings, selection, stages, decision, patching: from a document to a result."""
