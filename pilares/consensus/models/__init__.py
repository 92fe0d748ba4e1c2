"""How it is agreed: texts that go round the Member Countries, what each says of them, and silence (M5)."""

from pilares.consensus.models.earlier import EarlierStep
from pilares.consensus.models.inputs import Input, InputCall, InputFile, InputNumbering
from pilares.consensus.models.rounds import Delegation, Observation, Position, Round
from pilares.consensus.models.silence import DeadlineMove, Objection, Reading, Silence, SilenceRule

__all__ = [
    "DeadlineMove",
    "Delegation",
    "EarlierStep",
    "Input",
    "InputCall",
    "InputFile",
    "InputNumbering",
    "Objection",
    "Observation",
    "Position",
    "Reading",
    "Round",
    "Silence",
    "SilenceRule",
]
