"""Write the documents made from the code: workflows, access, rules and datasets, under `docs/`."""

import importlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.module_loading import module_has_submodule
from django.utils.translation import override

from pilares.compliance.queries.rules import CLOCK_WORDS
from pilares.compliance.queries.table import RULES
from pilares.compliance.queries.unanswered import NOT_ANSWERED
from pilares.core.workflow import Step, Workflow
from pilares.home.exports import DATASETS, FORMATS

MADE = "<!-- Made by `manage.py docs`; tests/test_docs.py fails when it is not what the code says. -->"


class Command(BaseCommand):
    """Needs the tests beside the product: the access table is one of them."""

    help = "Write workflows.md, access.md, rules.md and datasets.md under docs/ from the tables in the code."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Write each document."""
        for name, text in documents().items():
            (Path(settings.BASE_DIR) / "docs" / name).write_text(text)
            self.stdout.write(f"docs/{name}")


def documents() -> dict[str, str]:
    """Return each generated document by its file name, in English whatever the reader's language."""
    with override("en"):
        return {
            "workflows.md": workflows_page(),
            "access.md": access_page(),
            "rules.md": rules_page(),
            "datasets.md": datasets_page(),
        }


def workflows() -> Iterator[tuple[str, Workflow]]:
    """Yield the workflow tables of every app, with the app that holds them, from the ground up."""
    for config in apps.get_app_configs():
        if not config.name.startswith("pilares.") or not module_has_submodule(config.module, "workflow"):
            continue
        module = importlib.import_module(f"{config.name}.workflow")
        for value in vars(module).values():
            if isinstance(value, Workflow):
                yield config.label, value


def workflows_page() -> str:
    """Return the steps of every workflow, as a diagram and as a table."""
    parts = ["# Workflows", MADE, "Nothing moves a status but the steps below (`workflow.py` of each app)."]
    for app, workflow in workflows():
        steps = list(workflow.steps.values())
        parts += [f"## {app}: {workflow.name}", diagram(steps), step_table(steps)]
    return "\n\n".join(parts) + "\n"


def diagram(steps: list[Step]) -> str:
    """Return a state diagram that GitHub and most editors draw."""
    arrows = [f"    {source} --> {step.target}: {step.label}" for step in steps for source in step.sources]
    return "\n".join(["```mermaid", "stateDiagram-v2", *arrows, "```"])


def step_table(steps: list[Step]) -> str:
    """Return one line for each verb: from where, to where, and the check that may refuse it."""
    lines = ["| verb | from | to | refused by | because |", "|---|---|---|---|---|"]
    for step in steps:
        why = " ".join((step.why_not.__doc__ or "").split())
        sources = ", ".join(step.sources)
        verb, check = f"`{step.verb}` ({step.label})", f"`{step.why_not.__name__}`"
        lines.append(f"| {verb} | {sources} | {step.target} | {check} | {why} |")
    return "\n".join(lines)


def access_page() -> str:
    """Return what every address answers to every role of the cast."""
    table = importlib.import_module("tests.access_table")
    roles: tuple[str, ...] = table.ROLES
    pages: Mapping[str, Mapping[str, int]] = table.PAGES
    head = f"| address | {' | '.join(role.replace('_', ' ') for role in roles)} |"
    lines = [head, "|---" * (len(roles) + 1) + "|"]
    lines += [f"| `{page}` | {' | '.join(str(row[role]) for role in roles)} |" for page, row in pages.items()]
    meaning = (
        "The status that each address answers to each role, tested one by one (`tests/access_table.py`). "
        "404 is what a person gets for what they may not see, as if it did not exist; 403 is a refusal with "
        "its reason; 302 leads elsewhere, for a visitor usually to the sign-in page."
    )
    return "\n\n".join(["# Who may open what", MADE, meaning, "\n".join(lines)]) + "\n"


def rules_page() -> str:
    """Return every rule of the plan with its wording and how it is answered, and what is not answered."""
    lines = ["| code | binds | citation | rule | wording of the plan | counted by | refused as | how |"]
    lines += ["|---" * 8 + "|"]
    for rule in RULES:
        how = " ".join((rule.check.__doc__ or "").split("\n\n")[0].split())
        refused = ", ".join(f"`{code}`" for code in rule.refusals) or "–"
        said = [
            f"`{rule.code}`", rule.body or "each group", rule.citation, rule.sentence, f"«{rule.quote}»",
            CLOCK_WORDS[rule.clock], refused, how,
        ]  # fmt: skip
        lines.append(f"| {' | '.join(str(part) for part in said)} |")
    rest = ["| citation | wording of the plan | why |", "|---|---|---|"]
    rest += [f"| {citation} | «{quote}» | {why} |" for citation, quote, why in NOT_ANSWERED]
    head = ["# The plan's own rules", MADE, RULES_ABOUT, "\n".join(lines)]
    return "\n\n".join([*head, "## What is not answered", "\n".join(rest)]) + "\n"


def datasets_page() -> str:
    """Return every public table with its address and what each of its columns holds."""
    parts = ["# The public tables", MADE, DATASETS_ABOUT]
    for slug, dataset in DATASETS.items():
        files = " · ".join(f"`/en/open-data/{slug}.{suffix}`" for suffix in FORMATS)
        lines = ["| column | in Spanish | what it holds |", "|---|---|---|"]
        for field in dataset.fields:
            with override("es"):
                label = str(field.label)
            lines.append(f"| `{field.name}` | `{label}` | {field.about} |")
        parts += [f"## {dataset.title}", f"{dataset.about} {files}", "\n".join(lines)]
    return "\n\n".join(parts) + "\n"


DATASETS_ABOUT = """\
The same files for everybody, signed in or not: what a visitor may see, and never the name of a person. CSV is
UTF-8 with BOM; XLSX has a second sheet that explains its columns; in JSON names are English and what is not
known is `null`. In CSV and XLSX each row ends with `notes` (what to mind, as that the data are illustrative),
`data_as_of` (the day of the data) and `licence` (`PILARES_DATA_LICENCE`; until it is set, «licence to be
defined»). The columns stand in `pilares/home/exports/datasets/`; the page «Open data» says the same."""


RULES_ABOUT = """\
Every obligation of the text is one rule with a stable code (`pilares/compliance/queries/table.py`). Its
answer is met, not yet due, due soon, not met, not applicable, or «no data to tell»; nothing is scored or
ordered. Facts are read once for every group, organ and year (`queries/facts.py`); `maths.py` answers from
numbers and dates alone. The numbers are `plans.Parameters`.

**Years.** A page is of one calendar year. To it belong that calendar year, the year of the plan that *ends*
in it, and the presidency of that label; none is derived from another. «As of» is today, or the day in
`?al=` (`?on=`). A rule that speaks of a day is answered for a day of that year; what is known only as it
stands today (the fields of activities) says so for any other day.

**Defaults, until the CRM decides.** «Due soon» begins 120 days before the deadline
(`PILARES_DUE_SOON_DAYS`, the first reminder of the meetings of a year). What is due within a year is due on
its last day. Meetings are counted by the calendar year (`Parameters.meetings_year`). §3.10 b does not say
how often a group reports: once in a year in which the RCGM meets, at least. Nota 6 sets no day: the change
of the Charter is reflected by the end of the year of the plan. A focal point that the register does not
hold may be designated all the same: no data.

**Who reads.** Members and the Secretariat; the public reads the annex of the annual report once it is
published (`annex_lines`). Facts start from what the reader may see: a meeting's closed session is never
read, and a meeting that only its own group sees counts for those who see it. Whoever writes the report sees
everything that counts. The presidency may explain an answer; the explanation stands beside it, dated, with
its office, and changes nothing.

**Reports.** A rule about a report or a review rests on the record that it was put before its organ
(`compliance.models.Presentation`). The floor of reports writes it through
`compliance.actions.record_presentation`; where no text stands there, the Secretariat or the presidency
writes it on the page of the rule."""
