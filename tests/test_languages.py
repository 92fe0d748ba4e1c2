"""The interface speaks both languages whole: English in the code, Spanish in one catalogue."""

import ast
import gettext
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
CATALOGUE = ROOT / "locale" / "es" / "LC_MESSAGES" / "django.po"
pytestmark = pytest.mark.gettext


def gnu(*command: str | Path, cwd: Path = ROOT) -> str:
    """Run a gettext tool and return what it says."""
    done = subprocess.run(
        [str(word) for word in command], cwd=cwd, capture_output=True, text=True, check=False
    )
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def extracted(tmp_path_factory) -> Path:
    """What the code and the templates say today, extracted into a copy of the tree."""
    copy = tmp_path_factory.mktemp("tree")
    leave = shutil.ignore_patterns("tests", "__pycache__", "static", "node_modules", "*.mo")
    for folder in ("pilares", "config", "locale"):
        shutil.copytree(ROOT / folder, copy / folder, ignore=leave)
    environment = {k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"}
    subprocess.run(
        [sys.executable, "-m", "django", "makemessages", "--locale=es", "--no-location", "--keep-pot"],
        cwd=copy, env=environment, check=True, capture_output=True, text=True,
    )  # fmt: skip
    return copy / "locale" / "django.pot"


def test_every_message_of_the_interface_is_in_the_catalogue(extracted, tmp_path):
    assert ids(extracted, tmp_path) - ids(CATALOGUE, tmp_path) == set()


def test_the_catalogue_holds_no_message_that_nothing_says(extracted, tmp_path):
    assert ids(CATALOGUE, tmp_path) - ids(extracted, tmp_path) == set()


def test_what_is_said_inside_an_f_string_is_in_the_catalogue_too(tmp_path):
    """The tool that extracts messages does not look into f-strings."""
    known = {message.rpartition("\x04")[2] for message in ids(CATALOGUE, tmp_path)}
    said = {
        call.args[0].value
        for path in (ROOT / "pilares").rglob("*.py")
        if "tests" not in path.parts
        for joined in ast.walk(ast.parse(path.read_text()))
        if isinstance(joined, ast.JoinedStr)
        for call in ast.walk(joined)
        if isinstance(call, ast.Call)
        and getattr(call.func, "id", "") in {"_", "gettext", "gettext_lazy"}
        and isinstance(call.args[0], ast.Constant)
    }
    assert said - known == set()


def test_no_message_is_left_untranslated():
    assert gnu("msgattrib", "--untranslated", "--no-obsolete", CATALOGUE) == ""


def test_no_translation_is_a_guess():
    assert gnu("msgattrib", "--only-fuzzy", "--no-obsolete", CATALOGUE) == ""


def test_placeholders_are_the_same_in_both_languages():
    assert gnu("msgfmt", "--check-format", "-o", os.devnull, CATALOGUE) == ""


def test_the_compiled_catalogue_is_this_one(tmp_path):
    fresh = tmp_path / "django.mo"
    gnu("msgfmt", "-o", fresh, CATALOGUE)
    assert messages(CATALOGUE.with_suffix(".mo")) == messages(fresh)


def messages(compiled: Path) -> dict[Any, str]:
    """Return the messages of a compiled catalogue; two versions of gettext may order bytes differently."""
    with compiled.open("rb") as file:
        return vars(gettext.GNUTranslations(file))["_catalog"]


def ids(source: Path, scratch: Path) -> set[str]:
    """Return the message ids of a catalogue or a template, with their contexts, translated or not."""
    filled, compiled = scratch / "filled.po", scratch / "filled.mo"
    gnu("msgen", "--output-file", filled, source)
    filled.write_text(
        filled.read_text().replace("nplurals=INTEGER; plural=EXPRESSION", "nplurals=2; plural=n!=1")
    )
    gnu("msgfmt", "--use-fuzzy", "-o", compiled, filled)
    return {key[0] if isinstance(key, tuple) else key for key in messages(compiled)}
