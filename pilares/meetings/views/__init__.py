"""Pages of meetings, decisions and mandates."""
