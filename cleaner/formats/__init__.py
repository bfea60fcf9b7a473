"""How findings and reports are written and read."""
