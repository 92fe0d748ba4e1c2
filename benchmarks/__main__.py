"""Fill databases, measure every case on each, and write `benchmarks/RESULTS.md`."""

import json
import os
import platform
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from benchmarks.results import write

ROOT = Path(__file__).resolve().parent.parent
SIZES = (12, 100, 500, 1_000, 10_000)  # 500 activities have 1,000 indicators, all of them measured
NOW = "2021-10-15T09:00:00-06:00"
SERVER = os.environ.get("PILARES_BENCH_POSTGRES") or "postgresql://postgres@127.0.0.1:5432"


@dataclass(frozen=True)
class Place:
    """A database to measure on, by the environment that names it."""

    name: str
    environment: dict[str, str]

    def run(self, *command: str) -> str:
        """Run a command of this project there, and return what it printed."""
        ours = ("PILARES_", "DATABASE_URL")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
        settings = {"DJANGO_SETTINGS_MODULE": "config.settings", "PILARES_DEMO": "1", "PILARES_NOW": NOW}
        done = subprocess.run(
            [sys.executable, *command],
            cwd=ROOT, env={**kept, **settings, **self.environment},
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        if done.returncode:
            raise SystemExit(f"benchmarks: {' '.join(command)} on {self.name}:\n{done.stderr}")
        return done.stdout


@contextmanager
def sqlite(folder: Path, size: int) -> Iterator[Place]:
    """A SQLite file of its own."""
    address = f"sqlite:///{folder / f'{size}.sqlite3'}"
    yield Place("SQLite", {"PILARES_DATA": str(folder), "DATABASE_URL": address})


@contextmanager
def postgresql(folder: Path, size: int) -> Iterator[Place]:
    """A PostgreSQL database of its own, dropped afterwards."""
    name = f"pilares_bench_{os.getpid()}_{size}"
    with psycopg.connect(f"{SERVER}/postgres", autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        try:
            yield Place("PostgreSQL", {"PILARES_DATA": str(folder), "DATABASE_URL": f"{SERVER}/{name}"})
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def measured(place: Place, size: int) -> Iterator[dict[str, Any]]:
    """Fill the place and measure each case that its size allows."""
    for command in ("migrate", "createcachetable", "collectstatic --no-input"):
        place.run("manage.py", *command.split(), "--verbosity=0")
    place.run("-m", "benchmarks.measure", "fill", str(size))
    for case in json.loads(place.run("-m", "benchmarks.measure", "list", str(size))):
        print(f"{place.name}, {size} activities: {case}", flush=True)
        yield {"place": place.name, **json.loads(place.run("-m", "benchmarks.measure", case))}


def has_postgresql() -> bool:
    """Whether a server answers where PILARES_BENCH_POSTGRES says."""
    try:
        psycopg.connect(f"{SERVER}/postgres", connect_timeout=3).close()
    except psycopg.OperationalError:
        print(f"PostgreSQL does not answer at {SERVER}: measuring on SQLite alone.")
        return False
    return True


def main() -> None:
    """Measure everything, on the sizes given or on all; told to end, drop what was made first."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    sizes = [int(word) for word in sys.argv[1:]] or SIZES
    kinds = (sqlite, postgresql) if has_postgresql() else (sqlite,)
    costs: list[dict[str, Any]] = []
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as folder:
        for kind in kinds:
            for size in sizes:
                with kind(Path(folder), size) as place:
                    costs += measured(place, size)
                load = max(load, os.getloadavg()[0])
    machine = f"{platform.system()}, Python {platform.python_version()}, {os.cpu_count()} cores"
    write(costs, ROOT / "benchmarks" / "RESULTS.md", machine, load)


if __name__ == "__main__":
    main()
