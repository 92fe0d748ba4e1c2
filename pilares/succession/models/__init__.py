"""How one plan follows another: where what is unfinished goes, and the evaluation (§4.2, M21)."""

from pilares.succession.models.carrying import Destination, Proposal
from pilares.succession.models.evaluating import Evaluation, EvaluationStep, EvaluationText, Evidence

__all__ = [
    "Destination",
    "Evaluation",
    "EvaluationStep",
    "EvaluationText",
    "Evidence",
    "Proposal",
]
