"""What the pages of the end of a plan read."""
