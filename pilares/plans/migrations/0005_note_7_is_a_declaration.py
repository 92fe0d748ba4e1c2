"""The plan does not call nota 7 a reservation: it is announced as a declaration (AC-04), and kept as one."""

from typing import Any

from django.db import migrations


def keep_as_declared(apps: Any, _schema: Any) -> None:
    """Change how nota 7 of the plan is classed in every version that carries it; its words stay."""
    notes = apps.get_model("plans", "Note").objects
    loaded = notes.filter(number=7, country="US", kind="reservation", anchor="3.6.f", origin=None)
    keys = list(loaded.filter(text_es__startswith="Estados Unidos no es parte").values_list("pk", flat=True))
    (notes.filter(pk__in=keys) | notes.filter(origin__in=keys)).update(kind="statement")


class Migration(migrations.Migration):
    dependencies = (("plans", "0004_version_files"),)
    operations = (migrations.RunPython(keep_as_declared, migrations.RunPython.noop),)
