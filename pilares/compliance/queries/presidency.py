"""What the text asks of the presidency and of the Troika (§1.4, §1.6 Tabla 2, §3.10, §4.2, nota 4)."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pilares.compliance import maths
from pilares.compliance.maths import Answer, Span
from pilares.compliance.models import Presentation
from pilares.compliance.queries.facts import Facts
from pilares.compliance.queries.organ_facts import YearPlanFact
from pilares.compliance.queries.rules import Fact, Finding
from pilares.compliance.queries.words import (
    address,
    cited_words,
    day_words,
    record_url,
    to_mend,
)
from pilares.compliance.queries.years import Year
from pilares.people.models import Body
from pilares.plans.models import VersionEvent

S = VersionEvent.Step


def annual_report(facts: Facts, body: Body, year: Year) -> Finding:
    """The annual report is prepared, and it includes a, b and c (§4.2)."""
    mine = facts.presentations.get((Presentation.Kind.ANNUAL_REPORT, body.pk), ())
    given = [p for p in mine if p.year == year.number]
    letters = sorted({letter for p in given for letter in p.letters})
    wanted = Presentation.LETTERS
    answer = maths.by_the_end(len(letters), len(wanted), year.calendar, facts.now)
    short = _("No annual report recorded for %(year)s") % {"year": year.number}
    if given:
        said = {"letters": ", ".join(letters) or "–", "wanted": ", ".join(wanted)}
        short = _("Report with %(letters)s of %(wanted)s") % said
    told = tuple(Fact(cited_words(p) or _("Report finished"), on=p.on) for p in given)
    way = Fact(_("Record the annual report"), record_url(year, body, "ANNUAL_REPORT"))
    return Finding(answer, short, told, due_on=year.calendar.ends_on, mend=to_mend(answer, way))


def year_plan_consulted(facts: Facts, _body: Body, year: Year) -> Finding:
    """The presidency identifies the year's priorities after consulting the countries (Tabla 2, PPT)."""
    mine = _year_plan(facts, year)
    done = mine.consulted_on if mine else None
    answer = maths.by_the_end(int(done is not None), 1, _term(year), facts.now)
    short = _("No annual plan of the presidency recorded for %(year)s") % {"year": year.number}
    if mine:
        short = ngettext(
            "Annual plan with %(lines)s line, not consulted yet",
            "Annual plan with %(lines)s lines, not consulted yet",
            mine.lines,
        ) % {"lines": mine.lines}
    if done:
        short = _("Sent to the countries on %(day)s") % {"day": day_words(done)}
    return _of_year_plan(answer, short, year)


def year_plan_aligned(facts: Facts, _body: Body, year: Year) -> Finding:
    """The annual plan is aligned to the pillars, and advances activities of the plan (Tabla 1)."""
    mine = _year_plan(facts, year)
    if mine is None or not mine.lines:
        answer = maths.by_the_end(0, 1, _term(year), facts.now)
        said = _("No annual plan of the presidency recorded for %(year)s") % {"year": year.number}
        return _of_year_plan(answer, said, year)
    answer = maths.by_the_end(mine.aligned, mine.lines, _term(year), facts.now)
    said = ngettext(
        "%(aligned)s of %(of)s line under a pillar", "%(aligned)s of %(of)s lines under a pillar", mine.lines
    )
    short = said % {"aligned": mine.aligned, "of": mine.lines}
    advancing = ngettext(
        "%(n)s line advances an activity of the Strategic Plan",
        "%(n)s lines advance activities of the Strategic Plan",
        mine.advancing,
    )
    return _of_year_plan(answer, short, year, advancing % {"n": mine.advancing})


def _year_plan(facts: Facts, year: Year) -> YearPlanFact | None:
    return next((one for one in facts.organs.year_plans if one.label == str(year.number)), None)


def _term(year: Year) -> Span:
    """Return the days of the presidency or, where no source gives them, of the year of its label."""
    return year.presidency or year.calendar


def _of_year_plan(answer: Answer, short: str, year: Year, *more: str) -> Finding:
    url = address("monitoring:presidency_plan", str(year.number)) if year.country else ""
    told = tuple(Fact(text, url) for text in more or (short,) if url)
    way = Fact(_("Write the annual plan and send it to the countries"), url)
    return Finding(answer, short, told, due_on=_term(year).ends_on, mend=to_mend(answer, way))


def presided(facts: Facts, _body: Body, _year: Year) -> Finding:
    """The presidency leads the groups (§3.10): it is known which country presides, and who acts for it."""
    current = facts.organs.troika.current
    register = address("people:presidencies")
    if current is None:
        way = Fact(_("Record the presidency"), register)
        return Finding(Answer.NO_DATA, _("It is not recorded who presides"), mend=(way,))
    answer = maths.holds(facts.organs.presided)
    country = current.name.text
    short = _("%(country)s presides") % {"country": country}
    if not facts.organs.presided:
        short = _("%(country)s presides; nobody holds the office yet") % {"country": country}
    way = Fact(_("Invite the people of the presidency"), address("people:people"))
    return Finding(answer, short, (Fact(short, address("people:actors")),), mend=to_mend(answer, way))


def troika(facts: Facts, _body: Body, _year: Year) -> Finding:
    """The Troika is made of the outgoing, the current and the incoming presidency (nota 4)."""
    three = facts.organs.troika
    known = [c for c in (three.outgoing, three.current, three.incoming) if c]
    short = _("%(known)s of 3 presidencies known") % {"known": len(known)}
    told = tuple(
        Fact(f"{label}: {country.name.text if country else _('not recorded')}")
        for label, country in (
            (_("Outgoing"), three.outgoing),
            (_("Current"), three.current),
            (_("Incoming"), three.incoming),
        )
    )
    answer = maths.holds(len(known) == len(told) or None)
    way = Fact(_("Record the presidency"), address("people:presidencies"))
    return Finding(answer, short, told, mend=to_mend(answer, way))
