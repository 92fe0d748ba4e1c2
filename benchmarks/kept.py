"""What a run has measured so far, kept on disk case by case: a run that ends early loses nothing."""

import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

#: one thing to measure: the kind of database, how many activities, the case
type_of_task = tuple[str, int, str]


@dataclass
class Run:
    """What was asked, what was measured, what failed and why."""

    path: Path
    machine: str
    asked: list[type_of_task]
    costs: list[dict[str, Any]] = field(default_factory=list)
    #: the last words of what went wrong, by task
    failed: list[tuple[str, int, str, str]] = field(default_factory=list)
    #: the highest load average, of which one is our own
    load: float = 0.0
    #: in how many goes it was measured
    goes: int = 1

    def keep(self, place: str, size: int, answer: dict[str, Any]) -> None:
        """Keep an answer of a measuring process: a cost, or why there is none."""
        self.load = max(self.load, os.getloadavg()[0])
        if "failed" in answer:
            self.failed.append((place, size, answer["case"], answer["failed"]))
        else:
            self.costs.append({"place": place, "size": size, **answer})
        self.write()

    def write(self) -> None:
        """Write it whole beside its place, then put it there: it is never half written."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        said = {name: value for name, value in asdict(self).items() if name != "path"}
        fresh = self.path.with_suffix(".new")
        fresh.write_text(json.dumps(said, ensure_ascii=False, indent=1))
        fresh.replace(self.path)

    @property
    def missing(self) -> list[type_of_task]:
        """What was asked and has not been measured, in the order in which it is measured."""
        known = {(cost["place"], cost["size"], cost["case"]) for cost in self.costs}
        return [task for task in self.asked if task not in known]


def resumed(path: Path, machine: str, asked: Iterable[type_of_task]) -> Run:
    """Return the run that was kept there, to be gone on with; a new one if there is none of this machine."""
    tasks = list(asked)
    kept = json.loads(path.read_text()) if path.exists() else {}
    if kept.get("machine") != machine:
        return Run(path, machine, tasks)
    wanted = set(tasks)
    costs = [cost for cost in kept["costs"] if (cost["place"], cost["size"], cost["case"]) in wanted]
    return Run(path, machine, tasks, costs, load=kept["load"], goes=kept["goes"] + 1)
