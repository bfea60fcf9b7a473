"""Evidence across documents: which lines repeat on a site."""
