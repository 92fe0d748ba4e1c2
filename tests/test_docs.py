"""Documents equal what they describe: made ones are made again, written ones are compared."""

import re
import tomllib
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.utils.module_loading import import_string

from pilares.home.management.commands.docs import documents

ROOT = Path(settings.BASE_DIR)
WRITTEN = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md"]
WRITTEN += sorted(str(path.relative_to(ROOT)) for path in (ROOT / "docs").rglob("*.md"))
VARIABLE = re.compile(r"\b(?:PILARES_[A-Z_]+[A-Z]|DATABASE_URL)\b")
FOR_TESTS = {"PILARES_REQUIRE", "PILARES_CHROMIUM"}


@pytest.mark.parametrize("name", ["access.md", "rules.md", "workflows.md"])
def test_a_made_document_is_what_the_code_says_today(name):
    assert (ROOT / "docs" / name).read_text() == documents()[name], "run: manage.py docs"


def test_the_deployment_guide_lists_the_environment_that_the_code_reads():
    read = [ROOT / "config" / "settings.py", ROOT / "manage.py", *(ROOT / "pilares").rglob("*.py")]
    known = {
        name
        for path in read
        if "tests" not in path.parts
        for name in re.findall(r"""["']((?:PILARES_[A-Z_]+|DATABASE_URL))["']""", path.read_text())
    }
    rows = [line for line in (ROOT / "docs/deploy.md").read_text().splitlines() if line.startswith("| `")]
    listed = {name for row in rows for name in VARIABLE.findall(row.split("|")[1])}
    assert listed == known - FOR_TESTS


def test_the_architecture_page_lists_the_floors_that_are_checked():
    contract = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"][0]
    page = (ROOT / "ARCHITECTURE.md").read_text()
    floors = [sorted(layer.split(" | ")) for layer in contract["layers"]]
    told: dict[str, list[str]] = {}
    for number, app in re.findall(r"^\| (\d) \| `(\w+)` \|", page, re.MULTILINE):
        told.setdefault(number, []).append(app)
    assert [sorted(apps) for apps in told.values()] == floors


@pytest.mark.parametrize("name", WRITTEN)
def test_a_document_links_only_to_what_is_there(name):
    text = (ROOT / name).read_text()
    links = re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", text)
    assert [link for link in links if not ((ROOT / name).parent / link).exists()] == []


def test_the_list_of_decisions_is_whole():
    folder = ROOT / "docs" / "adr"
    listed = re.findall(r"\]\((\d{4}-[\w-]+\.md)\)", (folder / "README.md").read_text())
    assert listed == sorted(path.name for path in folder.glob("0*.md"))


def test_the_glossary_names_code_that_exists():
    rows = re.findall(r"^\|.*\| `([\w.]+)` \|$", (ROOT / "docs/glossary.md").read_text(), re.MULTILINE)
    assert [name for name in rows if not stands(name)] == []
    assert rows != []


def stands(name: str) -> bool:
    """Whether `app.Model`, `app.Model.attribute` or `app.module.attribute` is there."""
    app, rest = name.split(".", 1)
    models = {model.__name__ for model in apps.get_app_config(app).get_models()}
    first, _, attribute = rest.partition(".")
    if first in models:
        model = apps.get_model(app, first)
        return not attribute or hasattr(model, attribute.split(".", maxsplit=1)[0])
    try:
        import_string(f"pilares.{name}")
    except ImportError:
        return False
    return True
