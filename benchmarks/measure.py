"""Measure cases, each in a process of its own, and print what each costs as a line of JSON.

The process that is told to measure loads the project once, as it is served, and copies itself for each case.
Processor time is this process's own and that of the processes that it starts (a PDF is made in one); elapsed
time includes the database server's. The floor is the same SQL, fetched as tuples and joined as strings: what
no framework can be under.
"""

import json
import os
import re
import resource
import statistics
import sys
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

SECONDS, LEAST, MOST = 2.0, 3, 200  # how long, and how many times, each figure is taken
FLOOR_SECONDS = 0.5  # the floor varies little
RANDOM_KEY = re.compile("[0-9a-f]{32}")  # a UUID, as SQLite keeps it
BOOKKEEPING = ("BEGIN", "SAVEPOINT", "RELEASE", "ROLLBACK", "COMMIT")


@dataclass(frozen=True)
class Cost:
    """What one case costs; times in milliseconds (medians), memory in MB, sizes in bytes."""

    case: str
    activities: int
    status: int
    queries: int
    cpu: float
    elapsed: float
    floor_cpu: float
    floor_elapsed: float
    memory: float
    sent: int
    unpacked: int


def spent() -> float:
    """Return the processor time of this process, and of those that it started and that ended, in seconds."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def timed(act: Callable[[], object], seconds: float = SECONDS) -> tuple[float, float]:
    """Return the median processor and elapsed time of an act that is warm, in milliseconds."""
    cpu: list[float] = []
    elapsed: list[float] = []
    until = time.perf_counter() + seconds
    while len(cpu) < LEAST or (time.perf_counter() < until and len(cpu) < MOST):
        began, began_cpu = time.perf_counter(), spent()
        act()
        cpu.append(spent() - began_cpu)
        elapsed.append(time.perf_counter() - began)
    return statistics.median(cpu) * 1000, statistics.median(elapsed) * 1000


class Rows(list[Any]):
    """The parameters of one statement for many rows."""


@contextmanager
def listening(heard: list[tuple[str, Any]]) -> Any:
    """Note every statement that reaches the database."""
    from django.db import connection

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if not sql.startswith(BOOKKEEPING):
            heard.append((sql, Rows(params) if many else params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield


def unwritten(statements: list[tuple[str, Any]]) -> list[tuple[str, Any]]:
    """Return the statements with other random keys for those that they write, which are there by now.

    The floor then does what was done, and looks for what it finds, as the request did.
    """
    others = {
        value: uuid4() if isinstance(value, UUID) else uuid4().hex
        for sql, params in statements
        if sql.startswith("INSERT")
        for value in _each_value(params)
        if isinstance(value, UUID) or (isinstance(value, str) and RANDOM_KEY.fullmatch(value))
    }

    def other(value: Any) -> Any:
        return others.get(value, value) if isinstance(value, str | UUID) else value

    def of(params: Any) -> Any:
        if isinstance(params, Rows):
            return Rows(of(row) for row in params)
        return tuple(map(other, params)) if params else params

    return [(sql, of(params)) for sql, params in statements]


def _each_value(params: Any) -> Iterator[Any]:
    for row in params if isinstance(params, Rows) else [params or ()]:
        yield from row


def floor(statements: list[tuple[str, Any]]) -> str:
    """Run the statements, fetch tuples, join strings; nothing of it stays."""
    from django.db import connection, transaction

    parts = []
    with transaction.atomic(), connection.cursor() as cursor:
        for sql, params in statements:
            if isinstance(params, Rows):  # one statement for many rows
                cursor.executemany(sql, params)
            else:
                cursor.execute(sql, params)
            if cursor.description:
                parts += ["\t".join(map(str, row)) for row in cursor.fetchall()]
        transaction.set_rollback(True)
    return "\n".join(parts)


def resident(field: str) -> float:
    """Return a figure of this process's memory in MB: VmRSS now, VmHWM the highest."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith(field):
            return int(line.split()[1]) / 1024
    return 0.0


def peak(act: Callable[[], object]) -> float:
    """Return by how many MB the act lifts this process above its idle state, and what its children take."""
    Path("/proc/self/clear_refs").write_text("5")  # the highest mark starts again from here
    idle = resident("VmRSS")
    act()
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return resident("VmHWM") - idle + child


def measure(name: str) -> Cost:
    """Measure the case of that name on the database that the environment names."""
    from benchmarks.cases import CASES, warm_up
    from pilares.monitoring.models import Activity

    case = CASES[name]
    warm_up()
    ask = case.ask()
    memory = peak(ask)
    ask()  # what is cached for the life of the process is cached now
    heard: list[tuple[str, Any]] = []
    with listening(heard):
        response = ask()
    if response.status_code not in {200, 302}:
        raise SystemExit(f"{name}: answered {response.status_code}")
    content = b"".join(response) if response.streaming else response.content
    packed = response.headers.get("Content-Encoding") == "gzip"
    cpu, elapsed = timed(ask)
    replayed = unwritten(heard)
    floor_cpu, floor_elapsed = timed(lambda: floor(replayed), FLOOR_SECONDS)
    return Cost(
        case=name,
        activities=Activity.objects.count(),
        status=response.status_code,
        queries=len(heard),
        cpu=cpu,
        elapsed=elapsed,
        floor_cpu=floor_cpu,
        floor_elapsed=floor_elapsed,
        memory=memory,
        sent=len(content),
        unpacked=len(unpack(content)) if packed else len(content),
    )


def unpack(content: bytes) -> bytes:
    import gzip

    return gzip.decompress(content)


def apart(name: str) -> str:
    """Measure a case in a copy of this process, which ends with it; return a line of JSON."""
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        os.close(reader)
        os.dup2(2, 1)  # what a case prints is no answer
        with os.fdopen(writer, "w") as answer:
            answer.write(_answered(name))
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as answer:
        said = answer.read()
    os.waitpid(child, 0)
    return said or json.dumps({"case": name, "failed": "the process ended without an answer"})


def _answered(name: str) -> str:
    try:
        return json.dumps(asdict(measure(name)))
    except (Exception, SystemExit) as error:  # noqa: BLE001  one case that fails takes no other with it
        traceback.print_exc()
        return json.dumps({"case": name, "failed": f"{type(error).__name__}: {error}"})


def main(verb: str, *words: str) -> None:
    """Fill a database, list the cases with their sizes, or measure those named."""
    import config.wsgi  # noqa: F401  as it is served

    if verb == "fill":
        from benchmarks.data import fill

        fill(int(words[0]))
        return
    from benchmarks.cases import CASES

    if verb == "list":
        print(json.dumps({case.name: case.sizes for case in CASES.values()}))
    elif verb == "measure":
        _each(words)


def _each(names: Sequence[str]) -> None:
    for name in names:
        print(apart(name), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
