"""What can be done with actors, accounts and offices: one function per verb."""

from pilares.people.actions.loading import load_actors

__all__ = ["load_actors"]
