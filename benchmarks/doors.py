"""Whether time tells that something is behind closed doors: `python -m benchmarks.doors` (AC-07).

An address of something closed and one of nothing are asked for in turn, several hundred times each, so that
whatever else the machine does falls on both alike. Lists are read without closed rows, with them, and
without them again: what the two readings without them differ by is how well this machine can tell anything.
The floor is the same SQL, fetched as tuples and joined as strings. Times are of this process.
"""

import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

ROOT = Path(__file__).resolve().parent.parent
TIMES, OF_LISTS, CLOSED_ROWS, CLOSED_ACTIVITIES = 200, 40, 200, 50
DAY = date(2021, 3, 3)
LISTS = ("/es/decisiones/", "/es/calendario")


def lay() -> dict[str, tuple[str, str]]:
    """Put one closed record of each kind into the database; return its address beside one of nothing."""
    from django.core.files.base import ContentFile

    from pilares.meetings.models import Meeting, Paper
    from pilares.monitoring.models import Activity

    activity = Activity.objects.order_by("sort_key")[0]
    Activity.objects.filter(pk=activity.pk).update(tier="closed")
    meeting = Meeting.objects.create(
        code="GT-ZQ-2021", body=activity.group, tier="closed", name_es="Puerta cerrada", starts_on=DAY,
        ends_on=DAY, status="held",
    )  # fmt: skip
    paper = Paper.objects.create(
        meeting=meeting, kind="annex", title_es="Anexo", tier="closed", size=7, media_type="text/plain",
        added_at=datetime(2021, 3, 3, tzinfo=UTC), file=ContentFile(b"cerrado", name="anexo.txt"),
    )  # fmt: skip
    return {
        "activity": (f"/es/actividades/{activity.code}", "/es/actividades/ZZZ-A1"),
        "attachment": (f"/es/reuniones/documentos/{paper.key}", f"/es/reuniones/documentos/{UUID(int=7)}"),
    }


def close_many() -> None:
    """Put many closed rows where the lists read."""
    from pilares.meetings.models import Decision, Meeting
    from pilares.monitoring.models import Activity

    meeting = Meeting.objects.get(code="GT-ZQ-2021")
    Decision.objects.bulk_create(
        Decision(
            meeting=meeting, paragraph=str(n), verb="agree", text_es="Acordar", tier="closed", due_on=DAY
        )
        for n in range(2, CLOSED_ROWS + 2)
    )
    model = Activity.objects.order_by("sort_key")[1]
    Activity.objects.bulk_create(
        Activity(
            plan=model.plan, group=model.group, code=f"{model.code}-Z{n}", sort_key=f"{model.sort_key}z{n}",
            title_es="Personas", tier="closed", stage=model.stage,
        )
        for n in range(CLOSED_ACTIVITIES)
    )  # fmt: skip


def readers() -> Iterator[tuple[str, Any]]:
    """Yield who asks: a visitor, and an official of an observer organisation."""
    from benchmarks.cases import browser
    from pilares.people.models import Appointment, Organisation, User

    yield "visitor", browser()
    user, _made = User.objects.get_or_create(email="observer@example.invalid")
    Appointment.objects.create(
        user=user, office="observer", organisation=Organisation.objects.get(code="oit"),
        starts_at=datetime(2019, 1, 1, tzinfo=UTC),
    )  # fmt: skip
    client = browser()
    client.force_login(user)
    yield "observer", client


def spent(act: Callable[[], object]) -> float:
    """Return the processor time of an act in milliseconds."""
    began = time.process_time()
    act()
    return (time.process_time() - began) * 1000


def in_turn(client: Any, urls: tuple[str, ...], often: int = TIMES) -> list[list[float]]:
    """Ask for addresses in turn, many times; return the processor times of each."""
    for url in urls:
        client.get(url)
    found: list[list[float]] = [[] for _url in urls]
    for _time in range(often):
        for times, url in zip(found, urls, strict=True):
            times.append(spent(lambda url=url: client.get(url)))  # type: ignore[misc]
    return found


def floor_of(client: Any, url: str) -> tuple[int, float]:
    """Return how many statements an address asks for, and the time of the same SQL alone."""
    from benchmarks.measure import floor, listening

    heard: list[tuple[str, Any]] = []
    with listening(heard):
        client.get(url)
    return len(heard), statistics.median(spent(lambda: floor(heard)) for _time in range(50))


def spread(times: list[float]) -> str:
    """Say a median with the quarter below and the quarter above it."""
    low, middle, high = statistics.quantiles(times, n=4)
    return f"{middle:.2f} ({low:.2f}–{high:.2f})"


def counted(one: int, other: int) -> str:
    """Say how many statements two readings ask for; two numbers stand out."""
    return str(one) if one == other else f"**{one} and {other}**"


def of_addresses(who: list[tuple[str, Any]], addresses: dict[str, tuple[str, str]]) -> Iterator[str]:
    """Yield the table of what is closed beside what is nothing."""
    yield "| who | what | closed ms | nothing ms | difference | queries | floor ms |"
    yield "|---|---|---:|---:|---:|---:|---:|"
    for name, client in who:
        for kind, urls in addresses.items():
            closed, nothing = in_turn(client, urls)
            (asked, least), (same, _least) = floor_of(client, urls[0]), floor_of(client, urls[1])
            apart = statistics.median(closed) - statistics.median(nothing)
            cells = (name, kind, spread(closed), spread(nothing), f"{apart:+.2f}")
            yield f"| {' | '.join(cells)} | {counted(asked, same)} | {least:.2f} |"


def of_lists(who: list[tuple[str, Any]]) -> Iterator[str]:
    """Yield the table of lists without closed rows, with them, and without them again."""
    from django.db import transaction

    yield "| who | list | without ms | with closed rows ms | without again ms | queries |"
    yield "|---|---|---:|---:|---:|---:|"
    for name, client in who:
        for url in LISTS:
            (before,) = in_turn(client, (url,), OF_LISTS)
            asked, _least = floor_of(client, url)
            with transaction.atomic():
                close_many()
                (filled,) = in_turn(client, (url,), OF_LISTS)
                same, _least = floor_of(client, url)
                transaction.set_rollback(True)
            (after,) = in_turn(client, (url,), OF_LISTS)
            cells = (name, f"`{url}`", *map(spread, (before, filled, after)))
            yield f"| {' | '.join(cells)} | {counted(asked, same)} |"


HEAD = """# Whether time tells that something is closed

Measured on {day}, {machine}, SQLite, 100 activities; load {load:.1f} on {cores} cores before it began.
Processor time of the web process for one request: median, with the quarter below and the quarter above it, of
{times} requests ({lists} for each reading of a list). An address of something closed and one of nothing are
asked for in turn; **difference** is that of the two medians, **floor** the same SQL fetched as tuples. Lists
are read without and with {rows} closed decisions and {activities} closed activities, and without them again:
the two readings without them say what this machine can tell. `python -m benchmarks.doors` writes this page.

"""


def main() -> None:
    """Fill a database of its own, measure, and write `benchmarks/DOORS.md`."""
    if len(sys.argv) > 1:
        import config.wsgi  # noqa: F401  as it is served
        from benchmarks.data import fill

        fill(100)
        addresses, who = lay(), list(readers())
        print("\n".join([*of_addresses(who, addresses), "", *of_lists(who)]))
        return
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as folder:
        environ = {
            **os.environ,
            "PILARES_DATA": folder,
            "PILARES_PLAIN_STATIC": "1",
            "PILARES_ALLOWED_HOSTS": "localhost",
        }
        for word in ("migrate", "createcachetable"):
            subprocess.run([sys.executable, "manage.py", word, "-v0"], cwd=ROOT, env=environ, check=True)
        asked = [sys.executable, "-m", "benchmarks.doors", "here"]
        said = subprocess.run(
            asked, cwd=ROOT, env=environ, check=True, stdout=subprocess.PIPE, text=True
        ).stdout
    head = HEAD.format(
        day=datetime.now(tz=UTC).date().isoformat(), machine=platform.platform(), load=load,
        cores=os.cpu_count(), times=TIMES, lists=OF_LISTS, rows=CLOSED_ROWS, activities=CLOSED_ACTIVITIES,
    )  # fmt: skip
    (ROOT / "benchmarks" / "DOORS.md").write_text(head + said)


if __name__ == "__main__":
    main()
