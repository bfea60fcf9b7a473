"""Rule files: read strictly, checked, explained."""
