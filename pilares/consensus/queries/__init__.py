"""What the pages about texts show."""
