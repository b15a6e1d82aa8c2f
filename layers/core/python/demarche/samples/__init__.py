"""Sample articles, written for this project; everything told in them is invented."""
