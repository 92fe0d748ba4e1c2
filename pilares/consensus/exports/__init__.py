"""Files about what goes round."""
