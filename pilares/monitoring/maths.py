"""Arithmetic of indicators: numbers in, answers out (monitoring-model §5)."""

from decimal import Decimal


def target_problem(direction: str, baseline: Decimal | None, target: Decimal | None) -> str:
    """Say why a target cannot be measured from a baseline: "same", "opposite", or nothing.

    A level indicator needs a target that differs from its baseline, on the side of its direction.
    """
    if baseline is None or target is None or direction not in {"ascending", "descending"}:
        return ""
    if target == baseline:
        return "same"
    return "" if (target > baseline) == (direction == "ascending") else "opposite"
