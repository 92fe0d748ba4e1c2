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
TIMES, OF_LISTS, CLOSED_ROWS, CLOSED_ACTIVITIES = 40, 20, 200, 50
DAY, AT = date(2021, 3, 3), datetime(2021, 3, 3, tzinfo=UTC)
NO_NUMBER, NO_KEY = 999_999, UUID(int=7)
LISTS = ("/es/decisiones/", "/es/calendario")


def lay() -> dict[str, tuple[str, str]]:
    """Put one closed record of each kind into the database; return its address beside one of nothing."""
    from django.core.files.base import ContentFile

    from pilares.meetings.models import Decision, Meeting, Paper
    from pilares.monitoring.models import Activity, CriticalAspect

    activity = Activity.objects.order_by("sort_key")[0]
    Activity.objects.filter(pk=activity.pk).update(tier="closed")
    meeting = Meeting.objects.create(
        code="GT-ZQ-2021", body=activity.group, tier="closed", name_es="Puerta cerrada", starts_on=DAY,
        ends_on=DAY, status="held",
    )  # fmt: skip
    paper = Paper.objects.create(
        meeting=meeting, kind="annex", title_es="Anexo", tier="closed", size=7, media_type="text/plain",
        added_at=AT, file=ContentFile(b"cerrado", name="anexo.txt"),
    )  # fmt: skip
    Decision.objects.create(meeting=meeting, paragraph="1", verb="agree", text_es="Acordar", tier="closed")
    aspect = CriticalAspect.objects.create(
        plan=activity.plan, identified_by=activity.group, identified_on=DAY, tier="closed", text_es="Cerrado"
    )
    return {
        "activity": (f"/es/actividades/{activity.code}", "/es/actividades/ZZZ-A1"),
        "attachment of a meeting": beside("/es/reuniones/documentos/{}", paper.key, NO_KEY),
        "meeting": beside("/es/reuniones/{}", meeting.code, "GT-XX-2021"),
        "minutes": beside("/es/reuniones/{}/acta", meeting.code, "GT-XX-2021"),
        "decision": beside("/es/decisiones/{}/1", meeting.code, "GT-XX-2021"),
        "critical aspect": beside("/es/aspectos-criticos/{}", aspect.pk, NO_NUMBER),
        **lay_figures(activity),
        **lay_texts(activity.plan),
        **lay_reports(activity),
    }


def beside(address: str, one: object, nothing: object) -> tuple[str, str]:
    """Return the address of something and the same one of nothing."""
    return address.format(one), address.format(nothing)


def lay_figures(activity: Any) -> dict[str, tuple[str, str]]:
    """Put a figure of the closed activity, and its evidence."""
    from django.core.files.base import ContentFile

    from pilares.monitoring.models import Evidence, Indicator, Measurement, Period

    indicator = Indicator.objects.filter(activity=activity).order_by("pk")[0]
    period = Period.objects.filter(indicator=indicator).order_by("pk").first() or Period.objects.create(
        indicator=indicator, starts_on=DAY, ends_on=DAY
    )
    figure = Measurement.objects.create(period=period, value=3, observed_on=DAY, status="draft")
    file = Evidence.objects.create(
        measurement=figure, name="prueba.txt", size=7, media_type="text/plain", added_at=AT,
        file=ContentFile(b"cerrado", name="prueba.txt"),
    )  # fmt: skip
    return {
        "indicator": beside("/es/indicadores/{}", indicator.code, "ZZZ-A1-I1"),
        "figure": beside("/es/datos/{}", figure.pk, NO_NUMBER),
        "evidence": beside("/es/evidencia/{}", file.key, NO_KEY),
    }


def lay_texts(plan: Any) -> dict[str, tuple[str, str]]:
    """Put a document that only members read, its text in consultation, a note, observations and a file."""
    from django.core.files.base import ContentFile

    from pilares.consensus.models import Input, Observation, Round
    from pilares.people.models import Organisation
    from pilares.plans.models import Block, Document, Note, Section, Version, VersionFile

    document = Document.objects.create(code="zq-texto", kind="text", title_es="Cerrado", tier="members")
    version = Version.objects.create(document=document, number=1, status="in_consultation", tier="members")
    section = Section.objects.create(version=version, number="1", anchor="1", order=1, title_es="Cerrado")
    Block.objects.create(section=section, anchor="1.p1", order=1, kind="paragraph", text_es="Cerrado")
    Note.objects.create(version=version, number=1, kind="statement", anchor="1.p1", text_es="Cerrado")
    asked = Round.objects.create(version=version, number=1, opened_at=AT, closes_at=AT.replace(year=2031))
    Observation.objects.create(round=asked, country_id="GT", at=AT, anchor="1.p1", text="Cerrado")
    file = VersionFile.objects.create(
        version=version, title_es="Anexo", name="anexo.txt", size=7, media_type="text/plain", added_at=AT,
        file=ContentFile(b"cerrado", name="anexo.txt"),
    )  # fmt: skip
    organisation = Organisation.objects.filter(kind="civil_society")[0]
    sent = Input.objects.create(
        plan=plan, organisation=organisation, year=2021, number=901, tier="members", received_at=AT,
        title="Cerrado", text="Cerrado",
    )  # fmt: skip
    return {
        "document": beside("/es/documentos/{}", document.code, "zz-texto"),
        "text, with its notes": beside("/es/documentos/{}/v1/", document.code, "zz-texto"),
        "text in consultation": beside("/es/textos/{}", asked.pk, NO_NUMBER),
        "observations on a paragraph": beside("/es/textos/{}/parrafo/1.p1", asked.pk, NO_NUMBER),
        "file of a text": beside("/es/documentos/archivos/{}", file.key, NO_KEY),
        "input": beside("/es/aportes/{}", sent.reference, "AP-2021-999"),
    }


def lay_reports(activity: Any) -> dict[str, tuple[str, str]]:
    """Put a report that is being written, and one of a group that its members hold."""
    from pilares.people.models import Presidency
    from pilares.reports.models import GroupReport, Report

    term = Presidency.objects.order_by("-order")[0]
    Report.objects.create(plan=activity.plan, presidency=term, label="2020", cut_off=DAY, status="writing")
    GroupReport.objects.create(
        plan=activity.plan, group=activity.group, year=2020, occasion="mid_year", cut_off=DAY
    )
    return {
        "report": beside("/es/informes/{}", "2020", "2033"),
        "file of a report": beside("/es/informes/{}.docx", "2020", "2033"),
        "report of a group": beside(f"/es/informes/grupos/{activity.group.slug}/{{}}", "2020-1", "2033-1"),
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
    """Ask for addresses in turn, many times, the first one first every other time; return their times."""
    for url in urls:
        client.get(url)
    found: list[list[float]] = [[] for _url in urls]
    pairs = list(zip(found, urls, strict=True))
    for _time in range(often):
        for times, url in pairs:
            times.append(spent(lambda url=url: client.get(url)))  # type: ignore[misc]
        pairs.reverse()
    return found


def floor_of(client: Any, url: str) -> tuple[int, float]:
    """Return how many statements an address asks for, and the time of the same SQL alone."""
    from benchmarks.measure import floor, listening

    heard: list[tuple[str, Any]] = []
    with listening(heard):
        client.get(url)
    return len(heard), statistics.median(spent(lambda: floor(heard)) for _time in range(50))


def spread(times: list[float], way: str = ".2f") -> str:
    """Say a median with the quarter below and the quarter above it."""
    low, middle, high = (format(one, way) for one in statistics.quantiles(times, n=4))
    return f"{middle} ({low} to {high})"


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
            apart = [one - other for one, other in zip(closed, nothing, strict=True)]
            cells = (name, kind, spread(closed), spread(nothing), spread(apart, "+.2f"))
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
asked for in turn; **difference** is that of each two askings, **floor** the same SQL fetched as tuples. Lists
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
