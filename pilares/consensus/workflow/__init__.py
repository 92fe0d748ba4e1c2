"""The steps of what goes round: nothing else moves a status."""

from pilares.consensus.workflow.inputs import INPUT

__all__ = ["INPUT"]
