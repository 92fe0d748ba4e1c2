"""What people type at the end of a plan."""
