"""The house rules that import-linter and ruff cannot see (ARCHITECTURE.md)."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
FLOORS = {
    "core": 0,
    "people": 1,
    "meetings": 2,
    "plans": 3,
    "consensus": 4,
    "monitoring": 4,
    "matrix": 5,
    "compliance": 5,
    "memory": 5,
    "reports": 6,
    "succession": 7,
    "home": 8,
    "api": 8,
}
VOCABULARY = {
    "access", "actions", "apps", "exports", "forms", "imports", "jobs", "listeners", "maths", "models",
    "http", "queries", "urls", "views", "workflow",
}  # fmt: skip
FOLDERS = {"data", "management", "migrations", "static", "templates", "templatetags", "tests"}
NEVER = {"utils", "helpers", "services", "managers", "mixins", "common"}
SWAPPABLE = settings.AUTH_USER_MODEL.lower()  # Django's own door upward: who did it, from core's trail
TEMPLATE_REFERENCE = re.compile(r"""{%-?\s*(?:extends|include)\s+["']([^"'#]+)""")


def floor(app: str) -> int:
    return FLOORS[app]


def sources() -> Iterator[Path]:
    """Yield every Python file that people wrote: not migrations, which Django writes."""
    for folder in ("config", "pilares", "tests", "benchmarks"):
        yield from (path for path in (ROOT / folder).rglob("*.py") if "migrations" not in path.parts)


def templates() -> Iterator[tuple[str, Path]]:
    """Yield each template with the app that owns it."""
    for app in FLOORS:
        for path in (ROOT / "pilares" / app / "templates").rglob("*.*"):
            yield app, path


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """Yield each function of a file with its length in lines, decorators and docstring left out."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            words = lines_of(node.body[0]) if ast.get_docstring(node) is not None else 0
            yield f"{path.relative_to(ROOT)}:{node.lineno} {node.name}", lines_of(node) - words


def lines_of(node: ast.stmt) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def length(path: Path) -> int:
    return len(path.read_text().splitlines())


def test_every_app_of_the_house_has_a_floor():
    here = {path.name for path in (ROOT / "pilares").iterdir() if (path / "__init__.py").exists()}
    assert here - set(FLOORS) == set()


def test_foreign_keys_point_downward():
    upward = [
        f"{model._meta.label}.{field.name} -> {field.related_model._meta.label}"
        for model in apps.get_models(include_auto_created=True)
        if model.__module__.startswith("pilares.")
        for field in model._meta.get_fields()
        if field.is_relation and not field.auto_created and field.related_model
        if field.related_model.__module__.startswith("pilares.")
        if field.related_model._meta.label_lower != SWAPPABLE
        if floor(field.related_model._meta.app_label) > floor(model._meta.app_label)
    ]
    assert upward == []


def test_sibling_apps_hold_no_foreign_key_to_each_other():
    sideways = [
        f"{model._meta.label}.{field.name} -> {field.related_model._meta.label}"
        for model in apps.get_models(include_auto_created=True)
        if model.__module__.startswith("pilares.")
        for field in model._meta.get_fields()
        if field.is_relation and not field.auto_created and field.related_model
        if field.related_model.__module__.startswith("pilares.")
        if field.related_model._meta.app_label != model._meta.app_label
        if floor(field.related_model._meta.app_label) == floor(model._meta.app_label)
    ]
    assert sideways == []


def owner_of(template: str) -> str | None:
    """Return the app whose folder holds the template, or None for Django's and allauth's own."""
    for app in FLOORS:
        if (ROOT / "pilares" / app / "templates" / template).exists():
            return app
    return None


def test_templates_extend_and_include_downward():
    upward = []
    for app, path in templates():
        for name in TEMPLATE_REFERENCE.findall(path.read_text()):
            owner = owner_of(name)
            if owner and (floor(owner) > floor(app) or (floor(owner) == floor(app) and owner != app)):
                upward.append(f"{path.relative_to(ROOT)} -> {name}")
    assert upward == []


def test_an_app_speaks_the_vocabulary_of_files():
    strangers = []
    for app in sorted(set(FLOORS) - {"core"}):
        for path in (ROOT / "pilares" / app).glob("*"):
            name = path.stem if path.suffix == ".py" else path.name
            if name in {"__init__", "__pycache__"} or name in FOLDERS | VOCABULARY:
                continue
            strangers.append(str(path.relative_to(ROOT)))
    assert strangers == []


def test_nothing_is_named_for_being_useful():
    named = [str(path.relative_to(ROOT)) for path in (ROOT / "pilares").rglob("*.py") if path.stem in NEVER]
    assert named == []


def test_there_is_one_settings_file():
    found = [path for path in sources() if "settings" in path.stem]
    assert found == [ROOT / "config" / "settings.py"]


def test_no_file_passes_400_lines():
    assert {str(p.relative_to(ROOT)): length(p) for p in sources() if length(p) > 400} == {}


def test_no_function_passes_40_lines():
    assert {name: n for path in sources() for name, n in functions(path) if n > 40} == {}


def test_no_view_passes_20_lines():
    views = [p for p in sources() if p.name == "views.py" or p.parent.name == "views"]
    assert {name: n for path in views for name, n in functions(path) if n > 20} == {}


def test_no_template_passes_150_lines():
    assert {str(p.relative_to(ROOT)): length(p) for _, p in templates() if length(p) > 150} == {}


INLINE = re.compile(r"""<script(?![^>]*\bsrc=)[^>]*>|<[^>]*\s(?:style|on[a-z]+)\s*=""", re.IGNORECASE)
DATA_BLOCK = re.compile(r"""<script[^>]*type=["']application/""")


def test_no_template_asks_for_an_inline_script_or_style():
    """The content security policy would refuse it in silence."""
    found = [
        f"{path.relative_to(ROOT)}: {match.group(0)[:80]}"
        for _, path in templates()
        if path.suffix == ".html"
        for match in INLINE.finditer(path.read_text())
        if not DATA_BLOCK.match(match.group(0))
    ]
    assert found == []


CLOCKS = ("timezone.now(", "timezone.localdate(", "date.today(", "datetime.now(", "datetime.utcnow(")


def test_one_clock_gives_the_present_to_everything():
    watches = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in (ROOT / "pilares").rglob("*.py")
        if path != ROOT / "pilares" / "core" / "clock.py" and "tests" not in path.parts
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if any(clock in line for clock in CLOCKS)
    ]
    assert watches == []


CARELESS = re.compile(r"\bPOST or (None|\{)")


def test_a_form_that_was_sent_empty_counts_as_sent():
    """Django's `request.POST` is false when nothing was sent: `core.http.sent` asks the method instead."""
    careless = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in sources()
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if CARELESS.search(line)
    ]
    assert careless == []


def test_a_form_that_keeps_what_was_typed_offers_it_again():
    """A browser that keeps a draft and shows no way back to it loses it all the same (AC-10)."""
    keeping = [
        p for p in (ROOT / "pilares").rglob("*.html") if "data-draft=" in p.read_text(encoding="utf-8")
    ]
    assert len(keeping) > 10
    assert [p.name for p in keeping if "draft_notice" not in p.read_text(encoding="utf-8")] == []
