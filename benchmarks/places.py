"""Where it is measured: a database of each kind for each size, copied from one that was migrated once."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

ROOT = Path(__file__).resolve().parent.parent
NOW = "2021-10-15T09:00:00-06:00"
SERVER = os.environ.get("PILARES_BENCH_POSTGRES") or "postgresql://postgres@127.0.0.1:5432"
OURS = ("PILARES_", "DATABASE_URL")
ENDS = (signal.SIGTERM, signal.SIGINT)


@dataclass(frozen=True)
class Place:
    """A database to measure on, by its address."""

    name: str
    folder: Path
    address: str

    @property
    def environment(self) -> dict[str, str]:
        """What a process of this project is told there, whatever it is told here."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
        return kept | {
            "DJANGO_SETTINGS_MODULE": "config.settings", "PILARES_DEMO": "1", "PILARES_NOW": NOW,
            "PILARES_DATA": str(self.folder), "DATABASE_URL": self.address,
        }  # fmt: skip

    def run(self, *command: str) -> str:
        """Run a command of this project there, and return what it printed."""
        done = subprocess.run(
            [sys.executable, *command],
            cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        if done.returncode:
            raise SystemExit(f"benchmarks: {' '.join(command)} on {self.name}:\n{done.stderr}")
        return done.stdout

    def migrate(self) -> None:
        """Make the tables."""
        for command in ("migrate", "createcachetable"):
            self.run("manage.py", command, "--verbosity=0")

    def costs(self, names: Sequence[str]) -> Iterator[dict[str, Any]]:
        """Yield what each of these cases costs there, as soon as it is known."""
        command = [sys.executable, "-m", "benchmarks.measure", "measure", *names]
        with subprocess.Popen(
            command, cwd=ROOT, env=self.environment, stdout=subprocess.PIPE, text=True, start_new_session=True
        ) as process:
            try:
                for line in process.stdout or ():
                    yield json.loads(line)
            finally:
                with suppress(ProcessLookupError):  # it ended by itself
                    os.killpg(process.pid, signal.SIGKILL)  # with the copy that measures a case


@contextmanager
def sqlite(folder: Path, sizes: Sequence[int]) -> Iterator[Iterator[tuple[int, Place]]]:
    """SQLite files, one for each size."""

    def place(name: object) -> Place:
        return Place("SQLite", folder, f"sqlite:///{folder / f'{name}.sqlite3'}")

    def copies() -> Iterator[tuple[int, Place]]:
        for size in sizes:
            shutil.copy(folder / "empty.sqlite3", folder / f"{size}.sqlite3")
            yield size, place(size)

    place("empty").migrate()
    yield copies()


@contextmanager
def postgresql(folder: Path, sizes: Sequence[int]) -> Iterator[Iterator[tuple[int, Place]]]:
    """PostgreSQL databases, one at a time; nothing of them stays."""
    mine = f"pilares_bench_{os.getpid()}"

    def place(name: str) -> Place:
        return Place("PostgreSQL", folder, f"{SERVER}/{name}")

    with psycopg.connect(f"{SERVER}/postgres", autocommit=True) as server:

        @contextmanager
        def database(name: str, like: str = "template1") -> Iterator[Place]:
            server.execute(f"CREATE DATABASE {name} TEMPLATE {like}")
            try:
                yield place(name)
            finally:
                signal.pthread_sigmask(signal.SIG_BLOCK, ENDS)  # told to end while it goes: it goes first
                server.execute(f"DROP DATABASE {name} WITH (FORCE)")
                signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDS)

        def copies() -> Generator[tuple[int, Place]]:
            for size in sizes:
                with database(f"{mine}_{size}", like=mine) as filled:
                    yield size, filled

        with database(mine) as empty:
            empty.migrate()
            with closing(copies()) as made:  # a copy that is still there goes before its pattern
                yield made


def has_postgresql() -> bool:
    """Whether a server answers where PILARES_BENCH_POSTGRES says."""
    try:
        psycopg.connect(f"{SERVER}/postgres", connect_timeout=3).close()
    except psycopg.OperationalError:
        print(f"PostgreSQL does not answer at {SERVER}: measuring on SQLite alone.")
        return False
    return True


KINDS = {"SQLite": sqlite, "PostgreSQL": postgresql}
