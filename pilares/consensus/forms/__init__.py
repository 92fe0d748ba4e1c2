"""What is asked of whoever circulates a text and of whoever answers for a country."""
