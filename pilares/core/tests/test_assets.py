"""What is sent with every page: the colours of the dark, the weight of scripts, whose work it is."""

import re
from pathlib import Path

STATIC = Path(__file__).parent.parent / "static"
SHEET = (STATIC / "pilares.css").read_text()


def test_dark_is_the_same_whether_the_device_or_the_person_asks_for_it():
    tokens = r"\{\s*(?:/\*.*?\*/)?\s*(--tinta: #ebe9e3.*?color-scheme: dark;)"
    device, person = re.findall(tokens, SHEET, re.DOTALL)
    assert device.split() == person.split()


def test_our_own_script_stays_under_6_kilobytes_and_what_keeps_drafts_comes_with_forms_alone():
    weights = {path.name: path.stat().st_size for path in (STATIC / "js").iterdir()}
    assert weights["pilares.js"] < 6 * 1024
    assert weights["drafts.js"] < 4.5 * 1024


def test_no_style_sheet_fetches_from_elsewhere():
    for sheet in STATIC.rglob("*.css"):
        addresses = re.findall(r"""url\(\s*["']?([^"')]{4})|@import""", sheet.read_text())
        assert set(addresses) <= {"data"}, sheet.name


def test_what_others_wrote_is_listed_with_its_version_and_licence():
    listed = (STATIC / "vendor" / "README.md").read_text()
    known = {*listed.split("`"), "README.md"}
    missing = [path.name for path in (STATIC / "vendor").iterdir() if path.name not in known]
    assert missing == []
