"""What some tests need beside Python, and what happens where it is missing: a skip that names it.

With `PILARES_REQUIRE=chromium,postgres` (as in `.ci/run`) a need that is named there and is missing is
a failure, so that a machine that should prove everything cannot prove less in silence.
"""

import os
import shutil
from pathlib import Path

import pytest
from django.db import connection

CHROMIUM = os.environ.get("PILARES_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
SOFFICE = shutil.which("soffice")
MSGFMT = shutil.which("msgfmt")
PDFTOTEXT = shutil.which("pdftotext")

INSTALL = {
    "browser": ("chromium", "needs Chromium: install it (in Debian: apt install chromium)"),
    "postgres": (
        "postgres",
        "needs PostgreSQL: start one and say DATABASE_URL=postgresql://postgres@127.0.0.1:5432/pilares",
    ),
    "office": ("libreoffice", "needs LibreOffice: install it (in Debian: apt install libreoffice-calc)"),
    "writer": ("writer", "needs LibreOffice Writer: install it (in Debian: apt install libreoffice-writer)"),
    "pdf": ("poppler", "needs pdftotext: install it (in Debian: apt install poppler-utils)"),
    "gettext": ("gettext", "needs GNU gettext: install it (in Debian: apt install gettext)"),
}


#: the fixtures through which a test speaks to the database
DATABASE = {"db", "transactional_db", "django_db_setup", "live_server"}


def pytest_itemcollected(item: pytest.Item) -> None:
    """Mark what asks nothing of the database: it says the same on each of them, so one run is enough."""
    if item.get_closest_marker("django_db") is None and not DATABASE & set(getattr(item, "fixturenames", ())):
        item.add_marker("once")


def present(marker: str) -> bool:
    """Say whether this machine has what the marker names."""
    return {
        "browser": bool(CHROMIUM),
        "postgres": connection.vendor == "postgresql",
        "office": bool(SOFFICE),
        "writer": bool(SOFFICE) and (Path(str(SOFFICE)).resolve().parent / "libswlo.so").exists(),
        "gettext": bool(MSGFMT),
        "pdf": bool(PDFTOTEXT),
    }[marker]


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip, or fail where it is required, a test whose need is missing."""
    required = {name.strip() for name in os.environ.get("PILARES_REQUIRE", "").split(",")}
    for marker, (name, words) in INSTALL.items():
        if item.get_closest_marker(marker) and not present(marker):
            if name in required:
                pytest.fail(f"{words}; PILARES_REQUIRE says that it must be here", pytrace=False)
            pytest.skip(words)
