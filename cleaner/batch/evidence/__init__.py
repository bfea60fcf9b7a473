"""Evidence across documents: which lines repeat, which blocks stand in several documents."""
