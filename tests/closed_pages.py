"""The addresses of the closed world: what is asked of each, and what an answer says, file by file."""

import io
import re
import subprocess
import zipfile
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db.models import Model
from django.urls import reverse
from django.utils.translation import override

from pilares.consensus.models import Input, InputFile, Round, Silence
from pilares.core import clock
from pilares.matrix.models import Import
from pilares.meetings.models import Decision, Meeting, Paper
from pilares.memory.models import Follow
from pilares.monitoring.models import Activity, CriticalAspect, Evidence, Measurement, SupportOffer
from pilares.people.models import Body, CalendarFeed, KeptForm, User
from pilares.people.queries import feed_token
from pilares.plans.models import VersionFile
from tests.access_table import PARTS, QUERY
from tests.needs import PDFTOTEXT

TAGS = re.compile(r"<[^>]+>")

#: what differs between two answers although they say the same
FRESH = re.compile(rb'csrfmiddlewaretoken" value="[^"]+"|nonce-?[="][^"\' ]+')
#: the pages of records that only this test's world has: address, and its parts
OWN: list[tuple[str, dict[str, Any]]] = [
    ("monitoring:activity", {"code": "PROT-A90"}),
    ("monitoring:activity", {"code": "PROT-A91"}),
    ("monitoring:activity_file", {"code": "PROT-A90", "suffix": "json"}),
    ("monitoring:indicator", {"code": "PROT-A90-I1"}),
    ("monitoring:indicator", {"code": "PROT-A91-I1"}),
    ("monitoring:indicator_file", {"code": "PROT-A90-I1", "suffix": "csv"}),
    ("monitoring:theme", {"period": "2019-2022", "slug": "zq"}),
    ("monitoring:presidency_plan", {"label": "2020"}),
    ("monitoring:presidency_file", {"label": "2020", "suffix": "docx"}),
    ("meetings:page", {"code": "GT-PROT-2021-03"}),
    ("meetings:closed", {"code": "GT-PROT-2021-03"}),
    ("meetings:cited", {"code": "GT-PROT-2021-03", "paragraph": "1"}),
    ("people:organ", {"slug": "grupo-de-trabajo-sobre-proteccion"}),
    ("home:group_meetings", {"slug": "proteccion"}),
    ("home:presidency", {"label": "2020"}),
    ("reports:report", {"label": "2019"}),
    ("reports:report", {"label": "2020"}),
    ("reports:file", {"label": "2019", "suffix": "docx"}),
    ("reports:file", {"label": "2020", "suffix": "pdf"}),
    ("reports:report", {"label": "2018"}),
    ("reports:file", {"label": "2018", "suffix": "docx"}),
    ("reports:group_report", {"slug": "gestion-fronteriza", "label": "2020-1"}),
    ("compliance:body", {"year": 2021, "slug": "proteccion"}),
    ("compliance:record", {"year": 2021, "slug": "proteccion", "code": "REPORT_TO_RCGM"}),
    ("monitoring:review", {"slug": "proteccion", "number": 2}),
    ("monitoring:review", {"slug": "proteccion", "number": 3}),
    ("monitoring:review", {"slug": "gestion-fronteriza", "number": 3}),
    ("plans:document", {"code": "zq-texto"}),
    ("plans:text", {"code": "zq-texto", "number": 1}),
    ("plans:text_section", {"code": "zq-texto", "number": 1, "anchor": "1"}),
    ("plans:text_json", {"code": "zq-texto", "number": 1}),
]
#: by model, the page of each of its rows
PAGES_OF: list[tuple[type[Model], str, str]] = [
    (Paper, "meetings:paper", "key"),
    (Evidence, "monitoring:evidence", "key"),
    (InputFile, "consensus:input_file", "key"),
    (VersionFile, "plans:file", "key"),
    (Round, "consensus:round", "pk"),
    (Silence, "consensus:silence", "pk"),
    (KeptForm, "people:kept", "pk"),
    (CriticalAspect, "monitoring:critical", "pk"),
    (SupportOffer, "monitoring:support_offer", "pk"),
    (Input, "consensus:input", "reference"),
]
#: the lists, counts, feeds and files that must not tell that there is anything more
LISTS = {
    "home:progress", "home:calendar", "home:calendar_ics", "home:calendar_group", "home:group_meetings",
    "home:my_work", "home:my_country", "home:open_data", "home:presidencies", "home:presidency",
    "home:search", "home:publications", "home:dataset",
    "matrix:matrix", "matrix:export", "meetings:list", "meetings:decisions", "meetings:export",
    "meetings:page", "meetings:minutes", "meetings:conclusions", "meetings:cited", "monitoring:groups",
    "monitoring:group", "monitoring:group_plan", "monitoring:activity", "monitoring:indicator",
    "monitoring:activity_file",
    "monitoring:critical_aspects", "monitoring:critical_file", "monitoring:support", "monitoring:my_support",
    "monitoring:pillars", "monitoring:pillar", "monitoring:theme", "monitoring:presidency_plan",
    "compliance:overview", "compliance:year", "compliance:body", "compliance:export", "compliance:weaknesses",
    "consensus:texts", "consensus:inputs", "consensus:inputs_file", "reports:reports",
    "reports:group_reports", "reports:group_report", "memory:changes",
    "succession:closing", "people:actors",
    "people:country", "people:organ", "plans:library", "plans:themes", "sitemap", "robots",
    "compliance:export_all", "home:calendar_mine", "home:sheet", "memory:changes_file", "memory:following",
    "memory:news_mine", "memory:news_of_activity", "memory:news_of_group", "monitoring:contributions",
    "monitoring:document_uses", "monitoring:indicator_file", "monitoring:indicators",
    "monitoring:indicators_file", "monitoring:plan_word", "monitoring:presidency_file", "plans:compare",
    "plans:document", "plans:plan", "plans:version_json", "reports:dossier", "reports:dossier_file",
    "reports:file", "reports:group_file", "reports:report", "succession:evaluation", "succession:table_file",
}  # fmt: skip
#: files that say what a page says: those outside ask for them, and a member
FILES = {"reports:file", "monitoring:presidency_file", "monitoring:indicator_file", "plans:text_json"}
#: the pages that show records, and the lists without which some row would be nowhere
SHOWN = (
    ({name for name, _parts in OWN} - FILES)
    | {name for _model, name, _part in PAGES_OF}
    | {
        "succession:closing",
        "home:calendar",
        "meetings:decisions",
        "monitoring:support",
        "monitoring:contributions",
    }
    | {"succession:evaluation"}
    | {"monitoring:measurement", "matrix:mappings", "matrix:import", "people:letters", "consensus:inputs"}
)


def urls_of(pages: Any) -> Iterator[tuple[str, str, Any]]:
    """Yield name, address and query of the GET rows of the access table."""
    for page in pages:
        method, name = page.split(" ")[:2]
        if method == "GET":
            parts = PARTS.get(page.removeprefix("GET ")) or PARTS.get(name)
            with override("es"):
                kwargs = dict(parts() if callable(parts) else parts or {})
                if page in {
                    "GET home:calendar_mine",
                    "GET memory:news_mine",
                }:  # its holder reads as its person
                    kwargs = {"token": feed_token(observers_feed())}
                yield name, reverse(name, kwargs=kwargs), QUERY.get(page)


def observers_feed() -> CalendarFeed:
    """Return the secret address of the observer organisation's official, who follows some of it."""
    user = User.objects.get(email="observador@demo.invalid")
    for what in (
        {"activity": Activity.objects.get(code="PROT-A1")},
        {"group": Body.objects.get(code="PROT")},
    ):
        Follow.objects.get_or_create(user=user, **what, defaults={"at": clock.now()})
    made = {"made_at": clock.now()}
    return CalendarFeed.objects.get_or_create(user=user, revoked_at=None, defaults=made)[0]


def own_pages() -> Iterator[tuple[str, str, Any]]:
    """Yield the addresses of what the closed world holds."""
    rows = list(OWN)
    for meeting in Meeting.objects.filter(code__istartswith="zq"):
        pages = ("page", "minutes", "conclusions", "closed")
        rows += [(f"meetings:{page}", {"code": meeting.code}) for page in pages]
    for decision in Decision.objects.filter(text_es__startswith="zq"):
        name, part = ("cited", "paragraph") if decision.paragraph else ("unnumbered", "pk")
        parts = {"code": decision.meeting.code, part: getattr(decision, part)}
        rows.append((f"meetings:{name}", parts))
    for model, name, part in PAGES_OF:
        rows += [(name, {part: getattr(row, part)}) for row in model._default_manager.all()]
    came_back = Import.objects.filter(name__startswith="zq")
    steps = ("import", "import_compare", "import_file")
    rows += [(f"matrix:{step}", {"pk": import_.pk}) for import_ in came_back for step in steps]
    laid_here = Measurement.objects.filter(comment__startswith="zq")
    rows += [("monitoring:measurement", {"pk": figure.pk}) for figure in laid_here]
    with override("es"):
        for name, parts in rows:
            yield name, reverse(name, kwargs=parts), None


def body_of(answer: Any) -> bytes:
    """Return the body of an answer; that of a file can be read once, so it is kept."""
    if answer.streaming:
        answer.kept = getattr(answer, "kept", None) or b"".join(answer.streaming_content)
        return bytes(answer.kept)
    return bytes(answer.content)


def said_by(answer: Any) -> bytes:
    """Return the body of an answer without what differs from one answer to the next.

    Word and spreadsheets are zipped: they say the same if each part does, whenever each was written.
    """
    body = body_of(answer)
    if body[:4] != b"PK\x03\x04":
        return FRESH.sub(b"", body)
    with zipfile.ZipFile(io.BytesIO(body)) as parts:
        names = sorted(set(parts.namelist()) - {"docProps/core.xml"})
        return b"\n".join(name.encode() + b"\n" + parts.read(name) for name in names)


def text_of(answer: Any) -> str:
    """Return everything that an answer says: headers, text, and the parts of a zipped file."""
    body = body_of(answer)
    said = [str(answer.headers), body.decode("utf-8", "replace")]
    if body[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(body)) as parts:
            inside = [parts.read(name).decode("utf-8", "replace") for name in parts.namelist()]
        said += [
            form for part in inside for form in (part, TAGS.sub("", part))
        ]  # a word may be cut by its tags
    if body[:5] == b"%PDF-":
        read = [str(PDFTOTEXT), "-", "-"]  # what somebody attached may only begin as one: unchecked
        said.append(subprocess.run(read, input=body, capture_output=True, check=False).stdout.decode())
    return "\n".join(said).lower()


#: addresses of what is closed, beside addresses of nothing
CLOSED_AND_NOTHING: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("monitoring:activity", {"code": "PROT-A90"}, {"code": "PROT-A99"}),
    ("monitoring:activity", {"code": "PROT-A91"}, {"code": "PROT-A99"}),
    ("monitoring:indicator", {"code": "PROT-A90-I1"}, {"code": "PROT-A99-I1"}),
    ("monitoring:indicator_file", {"code": "PROT-A90-I1", "suffix": "csv"}, {"code": "X", "suffix": "csv"}),
    ("monitoring:theme", {"period": "2019-2022", "slug": "zq"}, {"period": "2019-2022", "slug": "no-hay"}),
    ("meetings:cited", {"code": "GT-PROT-2021-03", "paragraph": "9"}, {"code": "X", "paragraph": "9"}),
    ("reports:report", {"label": "2020"}, {"label": "2033"}),
    ("reports:file", {"label": "2020", "suffix": "docx"}, {"label": "2033", "suffix": "docx"}),
]


#: the same of what every Member Country reads
MEMBERS_AND_NOTHING: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("plans:document", {"code": "zq-texto"}, {"code": "zz-texto"}),
    ("plans:text", {"code": "zq-texto", "number": 1}, {"code": "zz-texto", "number": 1}),
    ("plans:text_json", {"code": "zq-texto", "number": 1}, {"code": "zz-texto", "number": 1}),
    ("plans:text_file", {"code": "zq-texto", "number": 1, "suffix": "docx"},
     {"code": "zz-texto", "number": 1, "suffix": "docx"}),
    ("plans:plan", {"period": "2098-2101"}, {"period": "2198-2201"}),
    ("plans:whole", {"period": "2098-2101", "number": 1}, {"period": "2198-2201", "number": 1}),
    ("monitoring:pillars", {"period": "2098-2101"}, {"period": "2198-2201"}),
    ("monitoring:activity", {"code": "LAB-A90"}, {"code": "LAB-A99"}),
    ("consensus:input", {"reference": "AP-2021-901"}, {"reference": "AP-2021-999"}),
    ("reports:report", {"label": "2018"}, {"label": "2033"}),
    ("reports:file", {"label": "2018", "suffix": "json"}, {"label": "2033", "suffix": "json"}),
    ("reports:copy", {"label": "2018", "number": 1}, {"label": "2033", "number": 1}),
    ("reports:group_report", {"slug": "migracion-laboral", "label": "2020-2"},
     {"slug": "migracion-laboral", "label": "2033-2"}),
    ("reports:group_file", {"slug": "migracion-laboral", "label": "2020-2", "suffix": "docx"},
     {"slug": "migracion-laboral", "label": "2033-2", "suffix": "docx"}),
    ("reports:group_copy", {"slug": "migracion-laboral", "label": "2020-2", "number": 1},
     {"slug": "migracion-laboral", "label": "2033-2", "number": 1}),
]  # fmt: skip
#: by model, which of its rows nobody outside reads, and its page with a part; those of `PAGES_OF` by number
NUMBERED: list[tuple[type[Model], str, dict[str, Any]]] = [
    (CriticalAspect, "monitoring:critical", {"text_es__startswith": "zq"}),
    (SupportOffer, "monitoring:support_offer", {"text_es__startswith": "zq", "activity__tier": "closed"}),
    (Measurement, "monitoring:measurement", {"comment__startswith": "zq"}),
    (Decision, "meetings:unnumbered", {"text_es__startswith": "zq", "paragraph": ""}),
]


def closed_and_nothing(*, members: bool) -> Iterator[tuple[str, str]]:
    """Yield, in both languages, the address of something closed with one of the same kind of nothing.

    What the Member Countries read is closed to those beyond them alone.
    """
    for name, one, other in _closed_and_nothing(members=members):
        for language in ("es", "en"):
            with override(language):
                yield reverse(name, kwargs=one), reverse(name, kwargs=other)


def _closed_and_nothing(*, members: bool) -> Iterator[tuple[str, dict[str, Any], dict[str, Any]]]:
    rows = list(CLOSED_AND_NOTHING)
    nothing = {"key": UUID(int=7)}
    closed = Meeting.objects.filter(code__istartswith="zq")
    rows += [("meetings:page", {"code": meeting.code}, {"code": "X"}) for meeting in closed]
    rows += [("meetings:minutes", {"code": meeting.code}, {"code": "X"}) for meeting in closed]
    papers = Paper.objects.filter(title_es__startswith="zq")
    rows += [("meetings:paper", {"key": paper.key}, nothing) for paper in papers]
    files = Evidence.objects.filter(name__startswith="zq")
    rows += [("monitoring:evidence", {"key": one.key}, nothing) for one in files]
    for model, name, where in NUMBERED:
        for pk in model._default_manager.filter(**where).values_list("pk", flat=True):
            code = {"code": "GT-PROT-2021-03"} if model is Decision else {}
            rows.append((name, {**code, "pk": pk}, {**code, "pk": 999_999}))
    if not members:
        rows += MEMBERS_AND_NOTHING
        rows += [("consensus:round", {"pk": one.pk}, {"pk": 999_999}) for one in Round.objects.all()]
        rows += [("consensus:silence", {"pk": one.pk}, {"pk": 999_999}) for one in Silence.objects.all()]
        sent: list[Any] = [*InputFile.objects.filter(name__startswith="zq")]
        rows += [("consensus:input_file", {"key": one.key}, nothing) for one in sent]
        rows += [("plans:file", {"key": one.key}, nothing) for one in VersionFile.objects.all()]
    yield from rows


#: the pages and files of what is closed, with the model whose opening each writes down
OPENED: list[tuple[str, dict[str, Any], str]] = [
    ("monitoring:indicator", {"code": "PROT-A90-I1"}, "monitoring.indicator"),
    ("monitoring:indicator_file", {"code": "PROT-A90-I1", "suffix": "csv"}, "monitoring.indicator"),
    ("monitoring:indicator_file", {"code": "PROT-A90-I1", "suffix": "json"}, "monitoring.indicator"),
    ("consensus:input", {"reference": "AP-2021-902"}, "consensus.input"),
    ("plans:text", {"code": "zq-texto", "number": 1}, "plans.version"),
    ("plans:text_section", {"code": "zq-texto", "number": 1, "anchor": "1"}, "plans.version"),
    ("plans:text_json", {"code": "zq-texto", "number": 1}, "plans.version"),
    ("plans:text_file", {"code": "zq-texto", "number": 1, "suffix": "docx"}, "plans.version"),
]


def what_is_opened() -> Iterator[tuple[str, dict[str, Any], str]]:
    """Yield the pages and files of what is closed, each with the model whose opening it writes down."""
    yield from OPENED
    figure = Measurement.objects.get(period__indicator__code="PROT-A90-I1")
    yield "monitoring:measurement", {"pk": figure.pk}, "monitoring.measurement"
    for file in figure.evidence.all():
        yield "monitoring:evidence", {"key": file.key}, "monitoring.evidence"
    for one in InputFile.objects.filter(input__tier="closed"):
        yield "consensus:input_file", {"key": one.key}, "consensus.inputfile"
    closed = Meeting.objects.get(body__code="PROT", tier="closed", code__istartswith="zq")
    for page in ("page", "minutes", "conclusions"):
        yield f"meetings:{page}", {"code": closed.code}, "meetings.meeting"
    taken = {"code": closed.code, "paragraph": Decision.objects.get(meeting=closed).paragraph}
    yield "meetings:cited", taken, "meetings.decision"
    for aspect in CriticalAspect.objects.filter(text_es__startswith="zq"):
        yield "monitoring:critical", {"pk": aspect.pk}, "monitoring.criticalaspect"
    for text in VersionFile.objects.filter(version__document__code="zq-texto"):
        yield "plans:file", {"key": text.key}, "plans.versionfile"
