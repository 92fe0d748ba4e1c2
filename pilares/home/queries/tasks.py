"""A task and the tasks that belong together, as «My work» and «My country» show them."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Task:
    """One thing to do, with where to do it."""

    text: str
    url: str
    about: str
    due: date | None = None
    #: "todo", "started", "done" or "blocked", as the component says them
    status: str = "todo"


@dataclass(frozen=True)
class Section:
    """Tasks that belong together."""

    anchor: str
    title: str
    tasks: tuple[Task, ...]
