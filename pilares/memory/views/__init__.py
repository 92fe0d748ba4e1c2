"""The pages of memory, by noun."""
