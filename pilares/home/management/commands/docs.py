"""Write the documents that are made from the code: `docs/workflows.md` and `docs/access.md`."""

import importlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.module_loading import module_has_submodule
from django.utils.translation import override

from pilares.core.workflow import Step, Workflow

MADE = "<!-- Made by `manage.py docs`; tests/test_docs.py fails when it is not what the code says. -->"


class Command(BaseCommand):
    """Needs the tests beside the product: the access table is one of them."""

    help = "Write docs/workflows.md and docs/access.md from the workflow tables and the access table."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Write both documents."""
        for name, text in documents().items():
            (Path(settings.BASE_DIR) / "docs" / name).write_text(text)
            self.stdout.write(f"docs/{name}")


def documents() -> dict[str, str]:
    """Return each generated document by its file name, in English whatever the reader's language."""
    with override("en"):
        return {"workflows.md": workflows_page(), "access.md": access_page()}


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
