"""From bytes to documents: decoding, formats, language, blocks."""
