"""The page of results: what was measured, beside the floor and what we set out to reach."""

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.kept import Run

HEAD = """# What Pilares costs

Made by `benchmarks/run` on {day} ({machine}). Run it again on your own machine:
figures compare only within one run. {calm}

Data are generated: each activity has two indicators, one or two results, three responsible parties and
one or two themes. Every figure is the median of up to 200 requests in a process of its own that has
answered before, through the whole of Django (middleware, template, compression), without the network.
**Processor** is the time of the web process; **elapsed** adds waiting for the database server. **Floor** is
the same SQL in the same run, fetched as tuples and joined as strings. **Memory** is the highest mark of the
first such request above the idle process, which has already answered other pages. **Sent** is what travels,
compressed.
"""

COLUMNS = (
    "case", "activities", "queries", "processor ms", "floor", "elapsed ms", "floor", "memory MB", "sent KB",
    "unpacked KB",
)  # fmt: skip


CALM = "The machine did nothing else."
BUSY = (
    "**The machine was busy with other work** (load {load:.1f} on {cores} cores): elapsed times are longer "
    "than they would be alone, and processor times somewhat."
)


def write(run: Run, path: Path) -> None:
    """Write the page of a run, whole or not."""
    costs = sorted(run.costs, key=lambda cost: run.asked.index((cost["place"], cost["size"], cost["case"])))
    day = datetime.now(tz=UTC).date().isoformat()
    cores = os.cpu_count() or 1
    calm = CALM if run.load < cores else BUSY.format(load=run.load, cores=cores)
    parts = [HEAD.format(day=day, machine=run.machine, calm=calm)]
    if run.goes > 1:
        parts.append(f"It was measured in {run.goes} goes.")
    if run.missing:
        parts += ["## What is missing", "\n".join(missing(run))]
    for place in dict.fromkeys(cost["place"] for cost in costs):
        parts += [f"## {place}", table([cost for cost in costs if cost["place"] == place])]
    parts += ["## What we set out to reach", "\n".join(verdicts(costs)), NOTES]
    path.write_text("\n\n".join(part.strip() for part in parts) + "\n")


def missing(run: Run) -> list[str]:
    """Return one line for each case that was to be measured and was not, with why if that is known."""
    why = {(place, size, case): said for place, size, case, said in run.failed}
    lines = [f"{len(run.missing)} of {len(run.asked)} cases were not measured.", ""]
    for place, size, case in run.missing:
        said = why.get((place, size, case), "not reached")
        lines.append(f"- {place}, {size:,} activities: {case} ({said})")
    return lines


def table(costs: list[dict[str, Any]]) -> str:
    """Return one line for each case and size."""
    lines = [f"| {' | '.join(COLUMNS)} |", "|---|" + "---:|" * (len(COLUMNS) - 1)]
    for cost in sorted(costs, key=lambda c: (c["case"], c["activities"])):
        cells = (
            cost["case"],
            f"{cost['activities']:,}",
            cost["queries"],
            f"{cost['cpu']:.1f}",
            f"{cost['floor_cpu']:.1f}",
            f"{cost['elapsed']:.1f}",
            f"{cost['floor_elapsed']:.1f}",
            f"{cost['memory']:.1f}",
            f"{cost['sent'] / 1000:.1f}",
            f"{cost['unpacked'] / 1000:.1f}",
        )
        lines.append(f"| {' | '.join(map(str, cells))} |")
    return "\n".join(lines)


def verdicts(costs: list[dict[str, Any]]) -> list[str]:
    """Return one line for each aim, with what was measured and whether it was reached."""
    lines = ["| aim | where | measured | |", "|---|---|---:|---|"]
    for place in dict.fromkeys(cost["place"] for cost in costs):
        here = [cost for cost in costs if cost["place"] == place]
        for aim, measured, reached in _aims(here, "cpu" if place == "SQLite" else "elapsed"):
            verdict = "reached" if reached else "**not reached**"
            lines.append(f"| {aim} | {place} | {measured} | {verdict} |")
    return lines


def _aims(costs: list[dict[str, Any]], time: str) -> list[tuple[str, str, bool]]:
    by_case: dict[str, list[dict[str, Any]]] = {}
    for cost in costs:
        by_case.setdefault(cost["case"], []).append(cost)
    found = [
        (f"{case}: queries constant whatever the size", _span(rows, "queries"), _constant(rows))
        for case, rows in by_case.items()
        if len(rows) > 1
    ]
    for case, what, most, unit in LIMITS:
        for row in by_case.get(case, ())[-1:]:
            field = time if what == "time" else what
            measured = f"{row[field]:.4g} {unit} at {row['activities']:,}"
            aim = f"{case}: at most {most} {unit}"
            found.append((aim, measured, row[field] <= most))
    pages = {row["activities"]: row[time] for row in by_case.get("matrix page, 50 rows", ())}
    if {100, 10_000} <= pages.keys():
        ratio = pages[10_000] / pages[100]
        found.append(("matrix page at 10,000: at most 1.3 × its time at 100", f"{ratio:.2f} ×", ratio <= 1.3))
    for row in by_case.get("matrix of a past day, 50 rows", ())[-1:]:
        if row["activities"] in pages:
            ratio = row[time] / pages[row["activities"]]
            aim = "matrix of a past day: at most 2 × the time of today's"
            found.append((aim, f"{ratio:.2f} × at {row['activities']:,}", ratio <= 2))
    return found


def _span(rows: list[dict[str, Any]], field: str) -> str:
    values = sorted({row[field] for row in rows})
    return str(values[0]) if len(values) == 1 else f"{values[0]} to {values[-1]}"


def _constant(rows: list[dict[str, Any]]) -> bool:
    return len({row["queries"] for row in rows}) == 1


LIMITS = (
    ("matrix page, 50 rows", "time", 15, "ms"),
    ("matrix, 1,000 indicators", "time", 150, "ms"),
    ("matrix, 1,000 indicators", "queries", 12, "queries"),
    ("matrix, 1,000 indicators", "memory", 60, "MB"),
    ("full detail of 1,000 indicators", "time", 200, "ms"),
    ("full detail of 1,000 indicators", "queries", 15, "queries"),
    ("every indicator in full detail", "time", 200, "ms"),
    ("every indicator in full detail", "queries", 15, "queries"),
    ("text in consultation, 2,200 observations", "time", 60, "ms"),
    ("two versions of 60 sections compared", "time", 150, "ms"),
    ("rules of 20 groups over 10 years", "time", 100, "ms"),
    ("what changed, 100,000 lines of history", "time", 150, "ms"),
    ("save in place", "time", 8, "ms"),
    ("save a figure", "time", 10, "ms"),
    ("validate a figure", "time", 10, "ms"),
    ("XLSX, 1,000 indicators", "time", 250, "ms"),
    ("round trip, 1,000 indicators", "time", 1500, "ms"),
    ("round trip, 1,000 indicators", "memory", 150, "MB"),
    ("round trip, 1,000 rows changed", "time", 1500, "ms"),
    ("round trip, 1,000 rows changed", "memory", 150, "MB"),
    ("comparison of 10,000 rows", "time", 3000, "ms"),
    ("annual report, 200 indicators: composed", "time", 150, "ms"),
    ("annual report, 200 indicators: Word", "time", 500, "ms"),
    ("annual report, 200 indicators: PDF", "time", 1500, "ms"),
    ("annual report, 200 indicators: PDF", "memory", 250, "MB"),
    ("annex of 500 rows as PDF", "time", 3000, "ms"),
)

NOTES = """
Times are judged by the processor on SQLite, which works inside the process, and by the clock on PostgreSQL.

Where it falls short, and why. Sampled by processor time, a page of 50 rows spends half of it reading, a
third on templates, and the rest on its filters, its frame and the compression. What was worked out of an
indicator is remembered under all that it rests on (docs/adr/0018), and memory that large pages use again
stays with the process (docs/adr/0019), so these pages, asked again, spend no time on arithmetic and
little on memory; what is left is mostly reading and writing rows. The matrix of a past day looks for the
last line of history of every row before it can filter, in an index made for it; its queries are composed once
for a process, and rows that stood alike are judged once. Two queries (periods, measurements) pass the limit
of 12, which was set for registration alone. Every indicator of the long pages is measured, with three
periods; before, half of them were, so the times of earlier runs say less than they seem to.

PostgreSQL is judged by the clock, on a machine where server and web process share the same cores. Asked
with 10,000 activities, it plans all the queries of a page in 3 to 6 ms and compiles none of them; a
prepared statement would win no more than that, so none is used. The rest of the distance between clock and
processor is the server's own work and the wait for a core. A save waits once for the disk (about 4 ms
here): what was agreed is on it before anybody is told so, and that is not given up for a figure.

A sheet that goes out and comes back is judged and parsed once, when it is sent, and its cells are kept
beside it until it is applied or forgotten; the comparison shown and the comparison made again under the
lock, which makes the click safe, are a seventh each, the export is more than two fifths. Cases are measured
in the process as it is served (`config/wsgi.py`), not with Python's defaults. Runs on a machine that does
other work show its load; the page says so.

For scale: an established Django results framework takes 15 s and 2,166 queries for 1,000 indicators with
their periods, 36 ms for a collapsed list, 0.7 s for the spreadsheet, 40 ms for a save.
"""
