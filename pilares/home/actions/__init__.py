"""What home does: it lays the demo's illustrative world over the plan and its actors."""

from pilares.home.actions.demo import NoDemoHere, demo_password, load_demo

__all__ = ["NoDemoHere", "demo_password", "load_demo"]
