"""A report as one reader gets it: in one language, as far as the reader may see, with what was corrected.

A frozen report is read from its last copy, a draft from the matrix: page, Word and PDF all start here.
"""

import re
from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

from django.urls import reverse
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _

from pilares.consensus.models import Input
from pilares.consensus.queries.inputs import Counts
from pilares.core.bilingual import Wording, reading_language
from pilares.core.days import day_in_the_house
from pilares.core.templatetags.ui.texts import lag_words
from pilares.people.access import type_of_reader
from pilares.plans.queries.lines import note_since
from pilares.reports import maths
from pilares.reports.access import tiers_of
from pilares.reports.models import Frozen, GroupReport, Report, ReportText
from pilares.reports.models.parts import Correction, FrozenCopy
from pilares.reports.queries.annexes import Annex, Item
from pilares.reports.queries.corrections import FIELDS, corrections_of, spoken_in
from pilares.reports.queries.courses import drawn_course
from pilares.reports.queries.reaching import cited, items_of, policy_of, type_of_facts, wording_of
from pilares.reports.queries.reading_shapes import (
    Corrected,
    Entry,
    KeptCopy,
    NoteToPrint,
    Telling,
    Value,
    Written,
)
from pilares.reports.queries.sentences import (
    achieved_line,
    completion_words,
    late_line,
    progress_line,
    qualifications,
)
from pilares.reports.queries.texts import facts_and_texts

#: how older copies say which rule it is and whom it binds: MEETINGS_A_YEAR PROT
OLD_RULE = re.compile(r"[A-Z0-9_]+ [A-Z]+")


def read_telling(report: Report, user: type_of_reader, *, copy: Frozen | None = None) -> Telling:
    """Return a report for one reader; a frozen one from `copy`, or from its last copy."""
    kept = copy or (None if report.draft else report.copies.last())
    return tell(report, *facts_and_texts(report, copy), user, kept, copied=copy is not None)


def tell(
    report: Report,
    facts: type_of_facts,
    texts: Mapping[str, Any],
    user: type_of_reader,
    kept: Frozen | None,
    *,
    copied: bool = False,
) -> Telling:
    """Put facts and texts into the reader's words; what is beyond the reader's tiers is not there at all.

    `copied` says that the reader asked for the copy itself: what was corrected since does not stand in it.
    """
    address = reverse("reports:report", args=[report.label])
    return Telling(
        **common(report, facts, user, kept, copied=copied, address=address),
        presidency=wording_of(facts["presidency"]["country"]).text,
        texts=tuple(written(part, texts.get(part, {})) for part in ReportText.Part),
        annexes=_annexes(facts.get("annexes", {}), tiers_of(user), report.cut_off.year),
    )


def common(
    report: Report | GroupReport,
    facts: type_of_facts,
    user: type_of_reader,
    kept: FrozenCopy | None,
    *,
    copied: bool,
    address: str,
) -> dict[str, Any]:
    """Return what every report tells of the matrix, by the names of `Telling`; `address` is its page."""
    tiers = tiers_of(user)
    rows = [row for row in facts["rows"] if row["tier"] in tiers]
    codes = {row["code"] for row in rows} | {i["code"] for row in rows for i in row["indicators"]}
    asked = kept if copied else None
    corrections = [one for one in corrections_of(report, asked) if one.code in codes]
    corrected = _corrected(corrections)
    entries = [_entry(row, facts, corrected, tiers) for row in rows]
    totals = maths.totals(_told(row) for row in rows)
    return {
        **_of_the_plan(facts, rows),
        "label": report.label,
        "plan": wording_of(facts["plan"]["title"]),
        "version": facts["plan"]["version"],
        "cut_off": day_of(facts["cut_off"]) or report.cut_off,
        "late": late_line(day_of(facts.get("told_on")), day_of(facts["cut_off"])),
        "frozen": kept,
        "copy": KeptCopy(asked.number, day_in_the_house(asked.at), address) if asked else None,
        "totals": totals,
        "line": progress_line(totals),
        "achieved": achieved_line(totals),
        "qualified": qualifications(totals),
        "rows": tuple(entries),
        "silent": tuple(entry for entry in entries if entry.silent_since),
        "groups": tuple((g["code"], wording_of(g["name"]), g["ad_hoc"]) for g in facts["groups"]),
        "corrections": tuple(map(_correction, corrections)),
        "policy": policy_of(facts["policy"], tiers),
        "illustrative": report.illustrative or any(row["illustrative"] for row in rows),
    }


def _of_the_plan(facts: type_of_facts, rows: list[type_of_facts]) -> dict[str, Any]:
    """Return the plan's own pillars, themes and years, and the principles quoted with their notes."""
    used = {letter for row in rows for letter in row["principles"]}
    principles = {k: v for k, v in facts["principles"].items() if k in used}
    numbers = {p["note"] for p in principles.values() if p["note"]}
    return {
        "pillars": {int(number): wording_of(name) for number, name in facts["pillars"].items()},
        "principles": tuple((k, wording_of(v["name"]), v["note"]) for k, v in sorted(principles.items())),
        "notes": tuple(_note(note) for note in facts["notes"] if note["number"] in numbers),
        "years": tuple(
            (year["number"], day_of(year["starts_on"]), day_of(year["ends_on"]))
            for year in facts.get("years", ())
        ),
        "themes": tuple((t["pillar"], t["code"], wording_of(t["name"])) for t in facts.get("themes", ())),
    }


def _annexes(found: type_of_facts, tiers: frozenset[str], year: int) -> tuple[Annex, ...]:
    """Return the annexes, each with what the reader may see of it."""
    seen = partial(items_of, found, tiers=tiers)
    inputs = [item["code"] for item in found.get("inputs", ()) if item["tier"] in tiers]
    counts = Counts(year, len(inputs), *(inputs.count(status) for status in Input.Status.values))
    rules = tuple(Item(_of_rule(item.code), item.text) for item in seen("rules"))
    return (
        Annex("rules", _("Meetings and other rules of the plan"), rules, _("No rule was answered.")),
        Annex("critical", _("Critical aspects and strategies"), seen("critical"), _("None was identified.")),
        Annex("support", _("Support confirmed"), seen("support"), _("No support was confirmed.")),
        Annex("inputs", _("Inputs of the RNCOM"), (Item("", f"{counts.sentence}."),), ""),
        Annex(
            "decisions",
            _("Decisions of the year that commit somebody, and their follow-up"),
            seen("decisions"),
            _("None is recorded."),
        ),
    )


def _of_rule(about: str) -> str:
    """Return what a rule asks; copies made before that was kept say its code, and the body that it binds."""
    return about.partition(" ")[2] if OLD_RULE.fullmatch(about) else about


def _corrected(corrections: list[Correction]) -> dict[str, dict[str, Correction]]:
    found: dict[str, dict[str, Correction]] = defaultdict(dict)
    for one in corrections:
        found[one.code][one.field] = one
    return found


def _told(row: type_of_facts) -> maths.Told:
    return maths.Told(
        heading=maths.Heading(row["heading"]), state=row["state"], short=row["short"], pace=row["pace"],
        overdue=row["overdue"], starts_in=row["starts_in"],
    )  # fmt: skip


def _entry(
    row: type_of_facts,
    facts: type_of_facts,
    corrected: Mapping[str, Mapping[str, Correction]],
    tiers: frozenset[str],
) -> Entry:
    mine = corrected.get(row["code"], {})
    due = day_of(_now(row["due_on"] or "", mine.get("due_on")))
    reserved = {facts["principles"][letter]["note"] for letter in row["principles"]}
    return Entry(
        code=row["code"],
        group=row["group"],
        heading=row["heading"],
        title=mine["title"].new if "title" in mine else wording_of(row["title"]),
        pillars=tuple(row["pillars"]),
        themes=tuple(map(wording_of, row["themes"])),
        parties=tuple(_party(one) for one in row["parties"]),
        values=tuple(_value(one, corrected.get(one["code"], {})) for one in row["indicators"]),
        years=tuple(row["years"]),
        due_on=due,
        completion=completion_words(row["years"], due),
        state=_now(row["state"], mine.get("state")),
        under=_under(row),
        explanation=mine["explanation"].new if "explanation" in mine else wording_of(row["explanation"]),
        silent_since=day_of(row["silent_since"]),
        decision=cited(row, "decision", tiers),
        reason=row["reason"],
        notes=tuple(sorted(number for number in reserved if number)),
        corrected={field: one.number for field, one in mine.items()},
        results=tuple(map(wording_of, row["results"])),
        placed=tuple((code, pillar) for code, pillar in row.get("placed", ())),
        state_on=day_of(row["state_on"]),
    )


def _now(old: str, one: Correction | None) -> str:
    return one.new_es if one else old


def _party(one: type_of_facts) -> str:
    name = wording_of(one).text
    return _("%(party)s (principal)") % {"party": name} if one["principal"] else name


def _value(one: type_of_facts, mine: Mapping[str, Correction]) -> Value:
    text = _marked(mine["text"].new) if "text" in mine else wording_of(one["text"]).text
    name = mine["name"].new if "name" in mine else wording_of(one["name"])
    last = max((c.number for c in mine.values()), default=None)
    both = wording_of(one["both"]).text if one.get("both") else ""  # copies made before have none
    closed = _("target revised with effect on a closed period") if one.get("backdated") else ""
    revised = " · ".join(part for part in (both, closed) if part)
    sure = None if "text" in mine else one.get("percent")
    course = None if "text" in mine else drawn_course(one.get("course"))
    on = day_of(one["validated_on"])
    return Value(one["code"], name, text, one["short"], last, on, revised, sure, course)


def _marked(figure: Wording) -> str:
    """Return the words of a figure, with the mark of one that is not translated: it is printed as one."""
    return f"{figure} ({late})" if (late := lag_words(figure)) else figure.text


def _under(row: type_of_facts) -> tuple[str, ...]:
    from_state = wording_of(row["shortfall"]).text
    paces = {"at_risk": _("At risk"), "delayed": _("Delayed")}
    going = row["heading"] == maths.Heading.IN_PROCESS
    lines = [from_state, paces.get(row["pace"], "") if going else ""]
    if going and row["overdue"]:
        lines.append(_("Deadline passed"))
    if row["starts_in"]:
        lines.append(_("To start in the %(year)s") % {"year": completion_words([row["starts_in"]], None)[0]})
    return tuple(line for line in lines if line)


def _note(note: type_of_facts) -> NoteToPrint:
    label = _("Note %(number)s") % {"number": note["number"]}
    if note["country"]:
        label = f"{label}, {wording_of(note['country'])}"
    kept = note["text"][note["original"]]
    country = str(wording_of(note["country"])) if note["country"] else ""
    since = tuple(note_since(change, country) for change in note.get("since", ()))
    return NoteToPrint(note["number"], label, Wording(kept, note["original"]), note["original"], since)


def written(part: Any, said: type_of_facts) -> Written:
    """Return what people wrote under a part, or that nobody has yet."""
    at = said.get("written_at")
    return Written(
        part=str(part),
        title=str(part.label),
        text=wording_of(said) if said else Wording("", reading_language()),
        written_at=parse_datetime(at) if at else None,
        capacity=said.get("capacity", ""),
    )


def _correction(one: Correction) -> Corrected:
    return Corrected(
        number=one.number,
        code=one.code,
        label=str(FIELDS[one.field]),
        old=spoken_in(one.field, one.old),
        new=spoken_in(one.field, one.new),
        reason=one.reason,
        on=one.on,
    )


def day_of(text: str | None) -> date | None:
    """Return a day of the facts."""
    return parse_date(text) if text else None
