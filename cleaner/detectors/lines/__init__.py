"""Lines: a learnt model that tells the article from the page around it in raw page text."""
