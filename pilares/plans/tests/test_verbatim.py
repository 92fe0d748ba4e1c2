"""The plan is the source: nothing lost, added or corrected, in the same order (§1-§4.3)."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent.parent / "data"
SOURCE = (DATA / "source_2019_2022.txt").read_text(encoding="utf-8")
PLAN = json.loads((DATA / "plan_2019_2022.json").read_text(encoding="utf-8"))

SUPERSCRIPTS = "¹²³⁴⁵⁶⁷⁸"
PAGE_HEADERS = ("Conferencia Regional sobre Migración", "Regional Conference on Migration")
TABLE_HEADERS = ("Actor\tRol respecto al Plan Estratégico de la CRM", "Año\tActividad")
WORD = r"[A-Za-zÀ-ÿ]+"
TAGS = r'</?p>|<[uo]l style="list-style-type: none">'


# --- The source, without what belongs to the page -----------------------------------------------------------


def source_lines() -> list[str]:
    """Drop whole lines only: page headers, and table headers that a page break repeats."""
    kept, seen = [], set()
    for line in SOURCE.split("\n"):
        if line in PAGE_HEADERS or (line in TABLE_HEADERS and line in seen):
            continue
        seen.add(line)
        kept.append(line)
    return kept


def pieces(line: str) -> list[str]:
    """Cut a line where the source does: at tabs, tags and bullets; dot leaders and spaces are typography."""
    line = re.sub(r"\.{4,}(?=\t)|^- ", "", line)
    line = "".join(f"[^{SUPERSCRIPTS.index(c) + 1}]" if c in SUPERSCRIPTS else c for c in line)
    line = re.sub(r"(?<=\.)(?=[a-e]\) )", " ", line)
    return [words for part in re.split(rf"\t|{TAGS}|[•➤]", line) if (words := " ".join(part.split()))]


def the_source() -> tuple[list[str], list[str]]:
    """The pieces of the body, and the notes, which the source prints at the foot of each page."""
    body: list[str] = []
    notes: list[str] = []
    for line in source_lines():
        (notes if line[:1] in SUPERSCRIPTS and line else body).extend(pieces(line))
    return body, notes


# --- The loaded text ---------------------------------------------------------------------------------------


def texts(blocks: list[dict[str, Any]]) -> Iterator[str]:
    for block in blocks:
        if block["kind"] == "table":
            for row in block["rows"]:
                for cell in row:
                    yield from texts(cell["blocks"])
        else:
            yield f"{block['marker']} {block['es']}" if block["marker"] else block["es"]


def the_plan(plan: dict[str, Any]) -> tuple[list[str], list[str]]:
    body = [
        text for section in plan["sections"] for text in (section["heading_es"], *texts(section["blocks"]))
    ]
    return body, [f"[^{note['number']}] {note['es']}" for note in plan["notes"]]


# --- The comparison ----------------------------------------------------------------------------------------


def sentences(parts: list[str]) -> list[str]:
    return re.split(r"(?<=[.:;?]) ", " ".join(parts))


def first_difference(source: list[str], loaded: list[str]) -> str:
    for mine, theirs in zip_longest(sentences(source), sentences(loaded), fillvalue="(nothing)"):
        if mine != theirs:
            return f"the source says {mine!r}, the plan {theirs!r}"
    return ""


def starts(parts: list[str]) -> dict[int, str]:
    at, found = 0, {}
    for part in parts:
        found[at] = part
        at += len(part) + 1
    return found


def spaced(notes: list[str]) -> list[str]:
    """Note 7 is printed without a space after its number."""
    return [re.sub(r"^(\[\^\d\]) ?", r"\1 ", note) for note in notes]


def assert_verbatim(plan: dict[str, Any]) -> None:
    (body, notes), (loaded, loaded_notes) = the_source(), the_plan(plan)
    assert first_difference(body, loaded) == ""
    assert first_difference(spaced(notes), loaded_notes) == ""


def test_every_sentence_of_the_source_is_in_the_plan_once_in_order_and_nothing_else_is():
    assert_verbatim(PLAN)


def test_every_block_begins_where_the_source_breaks_or_lists():
    source, loaded = starts(the_source()[0]), starts(the_plan(PLAN)[0])
    inside_a_piece = [loaded[at] for at in loaded.keys() - source.keys()]
    assert [t for t in inside_a_piece if not re.match(r"[a-e]\) |\d+\) |Resultado 2$|Indicador 2$", t)] == []
    joined = {source[at][:42] for at in source.keys() - loaded.keys()}
    assert joined == {
        "a la CRM, privilegiando el diseño e implem",
        "Organizaciones Internacionales Observadoras"[:42],
    }


def test_what_is_left_out_of_the_source_is_page_furniture_word_by_word():
    body, notes = the_source()
    kept = Counter(re.findall(WORD, " ".join(body + notes)))
    everything = Counter(re.findall(WORD, re.sub(TAGS, " ", SOURCE)))
    furniture = Counter(re.findall(WORD, " ".join((*PAGE_HEADERS * 8, *TABLE_HEADERS * 2))))
    assert everything - kept == furniture
    assert kept - everything == Counter()


def test_the_proof_fails_when_one_word_is_lost_added_or_moved():
    for old, new in (
        ("de manera digna y segura", "de manera digna"),
        ("temas prioritarias", "temas prioritarios"),
        ("*Interés Superior del Niño[^7]*", "*Interés Superior del Niño*"),
        ("Tres pilares programáticos", "Los tres pilares programáticos"),
        ("Apatridia", "Migración y salud"),
    ):
        broken = json.loads(json.dumps(PLAN, ensure_ascii=False).replace(old, new))
        try:
            assert_verbatim(broken)
        except AssertionError:
            continue
        raise AssertionError(f"{old!r} became {new!r} and nobody noticed")


# --- What stands beside the text ---------------------------------------------------------------------------


def every_block(blocks: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for block in blocks:
        yield block
        for row in block.get("rows", []):
            for cell in row:
                yield from every_block(cell["blocks"])


BLOCKS = [block for section in PLAN["sections"] for block in every_block(section["blocks"])]


def test_every_anchor_is_permanent_ascii_and_names_one_thing():
    anchors = [s["anchor"] for s in PLAN["sections"]] + [b["anchor"] for b in BLOCKS]
    assert [a for a, n in Counter(anchors).items() if n > 1] == []
    assert [a for a in anchors if not re.fullmatch(r"[a-z0-9]+([.-][a-z0-9]+)*", a)] == []


def test_every_reference_to_a_note_stands_in_the_block_that_the_note_names():
    anchored = {b["anchor"]: b["es"] for b in BLOCKS if b["es"]} | {
        s["anchor"]: s["heading_es"] for s in PLAN["sections"]
    }
    assert [n["number"] for n in PLAN["notes"]] == list(range(1, 9))
    assert [n["number"] for n in PLAN["notes"] if f"[^{n['number']}]" not in anchored[n["anchor"]]] == []


def test_every_spanish_text_has_english_with_the_same_marks_except_a_countrys_note():
    assert [b["anchor"] for b in BLOCKS if bool(b["es"]) != bool(b["en"])] == []
    marks = re.compile(r"\[\^\d\]|\*+")
    assert [b["anchor"] for b in BLOCKS if b["es"] and marks.findall(b["es"]) != marks.findall(b["en"])] == []
    assert [s["anchor"] for s in PLAN["sections"] if not (s["heading_en"] and s["title_en"])] == []
    assert [(n["number"], n["country"]) for n in PLAN["notes"] if n["en"] is None] == [(7, "US")]


def test_every_editorial_remark_is_in_both_languages():
    marks = [x["mark"] for x in (*PLAN["sections"], *BLOCKS, *PLAN["notes"]) if x["mark"]]
    assert [m for m in marks if sorted(m) != ["en", "es"] or not all(m.values())] == []


def test_the_known_defects_of_the_source_are_kept_and_marked():
    said = {b["anchor"]: (b["es"], b["mark"]) for b in BLOCKS}
    said |= {s["anchor"]: (s["heading_es"], s["mark"]) for s in PLAN["sections"]}
    said |= {f"nota-{n['number']}": (n["es"], n["mark"]) for n in PLAN["notes"]}
    for anchor, defect in (
        ("2.3", "GRGM"),
        ("2.3.p1", "(GRGM)"),
        ("2.1.t3.2018-07.p1", "temas prioritarias"),
        ("2.1.t3.2018-08.p1", "“del “esqueleto”"),
        ("3.1.l", "la ST"),
        ("3.10", "3.10 Lineamientos"),
        ("3.10.p1", "diferentes de Redes"),
        ("4.3", "4.3 Matriz"),
        ("nota-5", "Organización Internacional del"),
    ):
        text, mark = said[anchor]
        assert defect in text, anchor
        assert mark, anchor


def test_the_plan_as_data_agrees_with_the_plan_as_text():
    said = {b["anchor"]: b for b in BLOCKS}
    plain = {a: re.sub(r"\[\^\d\]|\*", "", b["es"]) for a, b in said.items() if b["es"]}
    placed = {
        f"3.8.pilar-{p['pillar']}.{p['number']}": t["name_es"]
        for t in PLAN["themes"]
        for p in t["placements"]
    }
    assert placed == {a: t for a, t in plain.items() if re.fullmatch(r"3\.8\.pilar-\d\.\d+", a)}
    assert (len(PLAN["themes"]), len(placed)) == (34, 35)
    assert [p["name_es"] for p in PLAN["pillars"]] == [plain[f"3.8.pilar-{n}"] for n in (1, 2, 3)]
    assert [p["name_es"] for p in PLAN["principles"]] == [plain[f"3.6.{x}"] for x in "abcdefgh"]
    assert [o["text_es"] for o in PLAN["objectives"]] == [
        plain[a] for a in ("3.5.p1", "3.5.1", "3.5.2", "3.5.3")
    ]
    assert [w["letter"] for w in PLAN["weaknesses"]] == list("abcdefghijklm")
    named = [a for x in PLAN["actors"] for a in x["roles"]] + [
        a for x in PLAN["consultation_steps"] for a in x["texts"]
    ]
    assert [a for a in named if a not in plain] == []
    assert (len(PLAN["actors"]), len(PLAN["consultation_steps"]), len(PLAN["groups"])) == (10, 10, 4)
