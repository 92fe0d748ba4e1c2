"""Measure every case on databases of every size, and write `benchmarks/RESULTS.md`.

Whole runs are written there, also when they end early; a selection is written beside what it measured, in
`var/benchmarks/`, so that it never takes the place of a whole run.
"""

import json
import os
import platform
import signal
import sys
import tempfile
import time
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from argparse import RawDescriptionHelpFormatter as Raw
from collections.abc import Generator
from contextlib import closing
from pathlib import Path
from typing import Any

from benchmarks.kept import Run, resumed, type_of_task
from benchmarks.places import KINDS, ROOT, Place, has_postgresql
from benchmarks.results import write

SIZES = (12, 100, 500, 1_000, 10_000)  # 500 activities have 1,000 indicators, all of them measured
MACHINE = f"{platform.system()}, Python {platform.python_version()}, {os.cpu_count()} cores"
KEPT = ROOT / "var" / "benchmarks"


def size(word: str) -> int:
    """Return one of the sizes that cases are measured at."""
    if word not in map(str, SIZES):
        raise ArgumentTypeError(f"{word} is none of {', '.join(map(str, SIZES))}")
    return int(word)


def asked_for() -> Namespace:
    """Return what the command line asks."""
    parser = ArgumentParser("benchmarks/run", description=__doc__, formatter_class=Raw)
    parser.add_argument("sizes", nargs="*", type=size, metavar="size", help=f"activities: {SIZES}")
    parser.add_argument("--case", action="append", metavar="WORDS", help="only cases whose name holds this")
    parser.add_argument("--on", choices=KINDS, help="only on this kind of database")
    parser.add_argument("--continue", dest="again", action="store_true", help="only what the last lacks")
    parser.add_argument("--list", action="store_true", help="say what would be measured")
    return parser.parse_args()


def nowhere(folder: Path) -> Place:
    """Return a place for commands that ask no database."""
    return Place("SQLite", folder, "sqlite:///nowhere")


def tasks(asked: Namespace, folder: Path) -> list[type_of_task]:
    """Return what is to be measured, in order."""
    catalogue: dict[str, list[int]] = json.loads(nowhere(folder).run("-m", "benchmarks.measure", "list"))
    kinds = [asked.on] if asked.on else [kind for kind in KINDS if kind == "SQLite" or has_postgresql()]
    names = [name for name in catalogue if not asked.case or any(words in name for words in asked.case)]
    return [
        (kind, size, name)
        for kind in kinds
        for size in asked.sizes or SIZES
        for name in names
        if size in catalogue[name]
    ]


def answers(run: Run, folder: Path) -> Generator[tuple[str, int, dict[str, Any]]]:
    """Fill each database that something is missing on, and yield what is measured there."""
    missing = run.missing
    for kind, make in KINDS.items():
        sizes = list(dict.fromkeys(size for place, size, _name in missing if place == kind))
        if not sizes:
            continue
        say(f"{kind}: making the tables")
        with make(folder, sizes) as places:
            for size, place in places:
                say(f"{kind}, {size:,} activities: filling")
                place.run("-m", "benchmarks.measure", "fill", str(size))
                names = [name for where, many, name in missing if (where, many) == (kind, size)]
                for answer in place.costs(names):
                    yield kind, size, answer


def measure(run: Run, folder: Path) -> None:
    """Measure what is missing of a run, and say what was found."""
    nowhere(folder).run("manage.py", "collectstatic", "--no-input", "--verbosity=0")
    every = len(run.missing)
    with closing(answers(run, folder)) as found:
        for number, (kind, size, answer) in enumerate(found, 1):
            run.keep(kind, size, answer)
            said = answer.get("failed") or f"{answer['cpu']:.1f} ms, {answer['queries']} queries"
            say(f"{number} of {every} · {kind}, {size:,} activities · {answer['case']}: {said}")


def say(text: str, began: float = time.monotonic()) -> None:
    """Print how the run stands, with the time since it began."""
    minutes, seconds = divmod(int(time.monotonic() - began), 60)
    print(f"{minutes:2}:{seconds:02}  {text}", flush=True)


def main() -> None:
    """Measure what is asked; told to end, write down what is known and drop what was made."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    asked = asked_for()
    whole = not (asked.sizes or asked.case or asked.on)
    with tempfile.TemporaryDirectory() as folder:
        wanted, kept = tasks(asked, Path(folder)), KEPT / ("whole.json" if whole else "selection.json")
        if asked.list:
            print("\n".join(f"{kind}, {size:,} activities: {name}" for kind, size, name in wanted))
            return
        run = resumed(kept, MACHINE, wanted) if asked.again else Run(kept, MACHINE, wanted)
        page = ROOT / "benchmarks" / "RESULTS.md" if whole else KEPT / "selection.md"
        try:
            measure(run, Path(folder))
        finally:
            if run.costs:
                write(run, page)
                say(f"{page.relative_to(ROOT)} is written; {len(run.missing)} of {len(wanted)} are missing.")
    sys.exit(bool(run.missing))


if __name__ == "__main__":
    main()
