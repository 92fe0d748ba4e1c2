"""What can be done with meetings, decisions and mandates: one function per verb."""

from pilares.meetings.actions.loading import load_meetings

__all__ = ["load_meetings"]
