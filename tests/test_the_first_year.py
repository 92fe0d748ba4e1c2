"""The first year after a plan is approved, lived through its pages on one instance that begins with its text.

The plan of the presidency, the term of an ad hoc group, two meetings a year of each group, an update that
the RCGM recommends and the Vice-Ministers approve with a reservation that a person re-anchors, a closed
annex, and the handover. What the source does not tell is illustrative: Mexico presides, then El Salvador.
"""

import re
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from pilares.meetings.models import Decision, Mandate, Meeting, Paper
from pilares.monitoring.models import PresidencyPlan
from pilares.people.models import KeptForm, Presidency, User
from pilares.plans.actions import load_plan
from pilares.plans.models import Pillar, Version
from tests.cast import Office, World, appoint, as_role
from tests.words import words_of

pytestmark = pytest.mark.django_db
LIBRARY, ANNUAL = "/es/documentos/plan-2019-2022", "/es/presidencias/2021/plan"
GROUPS = ("PROT", "IRR", "LAB", "FRO")
UPDATED = (("GRCM-2021-09", "GRCM", "2021-09-30"), ("RVM-XXVI", "RVM", "2021-10-01"))
UNKNOWN = "00000000-0000-4000-8000-000000000000"
LED_BY = "liderado por la Presidencia Pro-Témpore (El Salvador)"
MARK = "Cenzontle"


class Story:
    """The people of the year, each with a browser of their own."""

    def __init__(self, world: World, people: dict[str, User], move_clock) -> None:
        self.world, self.on = world, move_clock
        self.browsers: dict[str, Any] = {name: as_role(Client(), user) for name, user in people.items()}

    def does(self, who: str, url: str, **typed: object) -> str:
        """Let somebody send a form; return what the page says that follows, whose status is a success."""
        answer = self.browsers[who].post(url, typed, follow=True)
        assert answer.status_code == 200, (answer.status_code, url, words_of(answer)[:900])
        assert answer.redirect_chain, (url, words_of(answer)[:900])
        return words_of(answer)

    def is_refused(self, who: str, url: str, **typed: object) -> str:
        """Let somebody send a form that does not go through; return what the page says."""
        answer = self.browsers[who].post(url, typed)
        assert answer.status_code in {403, 422}, (answer.status_code, url)
        return words_of(answer)

    def reads(self, who: str, url: str) -> str:
        """Return what a page says to somebody."""
        return words_of(self.browsers[who].get(url))

    def meets(self, code: str, body: str, on: str, **more: object) -> Meeting:
        """Let the Secretariat record a meeting that took place."""
        said = {
            "code": code, "body": self.world.bodies[body].pk, "name_es": code, "name_en": code,
            "starts_on": on, "status": "held", "tier": "public",
        }  # fmt: skip
        self.does("se", "/es/reuniones/registrar", **(said | more))
        return Meeting.objects.get(code=code)

    def decides(self, meeting: str, paragraph: str, verb: str, text: str) -> Decision:
        """Let the Secretariat record what a meeting decided."""
        typed = {"paragraph": paragraph, "verb": verb, "text_es": text, "tier": "public"}
        self.does("se", f"/es/reuniones/{meeting}/decisiones/nueva", **typed)
        return Decision.objects.get(meeting__code=meeting, paragraph=paragraph)


@pytest.fixture
def story(world, presidency, secretariat, member, outsider, observer, nobody, move_clock) -> Story:
    load_plan()
    people = {
        "ppt": presidency, "se": secretariat, "protection": member, "country": outsider,
        "observer": observer, "visitor": nobody,
    }  # fmt: skip
    return Story(world, people, move_clock)


def test_the_first_year_after_the_plan_is_approved(story: Story):
    the_plan_enters_into_force(story)
    the_presidency_plans_its_year(story)
    the_ad_hoc_group_is_extended(story)
    each_group_meets_twice(story)
    the_plan_is_updated_and_a_reservation_re_anchored(story)
    a_closed_annex_is_not_there_for_who_was_not(story)
    the_presidency_is_handed_over(story)


def the_plan_enters_into_force(story: Story) -> None:
    story.on("2021-01-05T09:00:00-06:00")
    meeting = story.meets("RVM-XXIV", "RVM", "2019-11-14")
    story.does("se", f"{LIBRARY}/v1/aprobacion", meeting=meeting.pk, paragraph="1", on="2019-11-14")
    story.does("ppt", f"{LIBRARY}/v1/refrendar")
    assert "Versión 1 Vigente · Vigente desde 14 de noviembre de 2019" in story.reads("visitor", LIBRARY)


def the_presidency_plans_its_year(story: Story) -> None:
    story.on("2021-02-01T09:00:00-06:00")
    pillars = [Pillar.objects.get(number=number).pk for number in (1, 3)]
    story.does(
        "ppt", f"{ANNUAL}/nueva", title_es="Encuentro de registros consulares", pillars=pillars,
        starts_on="2021-04-01", ends_on="2021-06-30", responsible_es="PPT", output_es="Un acuerdo",
        form_key="5f0cf33e-5a39-4a0c-9c3e-1d3f5a4a1f01",
    )  # fmt: skip
    story.does("ppt", f"{ANNUAL}/consulta", note="Primera lectura", confirm="1")
    assert "En consulta con los Países Miembros" in story.reads("country", ANNUAL)
    story.on("2021-03-19T09:00:00-06:00")
    story.meets("GRCM-2021-03", "GRCM", "2021-03-18")
    endorsed = story.decides("GRCM-2021-03", "3", "endorse", "Avalar el plan anual.")
    story.does("se", f"{ANNUAL}/aval", decision=endorsed.pk, confirm="1")
    story.on("2021-04-15T09:00:00-06:00")
    story.meets("RVM-XXV", "RVM", "2021-04-14")
    approved = story.decides("RVM-XXV", "8", "approve", "Aprobar el plan anual.")
    story.does("se", f"{ANNUAL}/aprobacion", decision=approved.pk, on="2021-04-14", confirm="1")
    story.does("ppt", f"{ANNUAL}/ejecucion", tier="public", confirm="1")
    line = PresidencyPlan.objects.get().lines.get()
    status = {"state": "in_process", "state_on": "2021-04-15", "state_note_es": "Se convocó."}
    story.does("ppt", f"{ANNUAL}/{line.pk}/estado", **status)
    assert "En proceso: 1 de 1" in story.reads("visitor", ANNUAL)


def the_ad_hoc_group_is_extended(story: Story) -> None:
    group = "/es/grupos/migrantes-extra-regionales"
    said = {"body": story.world.bodies["EXTRA"].pk, "objective_es": "Estudiar las rutas."}
    story.does("se", "/es/registro/mandatos/nuevo", **said, starts_on="2019-07-01", ends_on="2021-06-30")
    story.on("2021-05-01T09:00:00-06:00")
    assert "Mandato vence en 60 días" in story.reads("se", group)
    seventh = story.decides("RVM-XXV", "7", "approve", "Ampliar el mandato del grupo.")
    extend = f"/es/registro/mandatos/{Mandate.objects.get().pk}/ampliar"
    story.does("se", extend, ends_on="2022-06-30", decision=seventh.pk)
    assert "Ampliado (1.ª vez) hasta el 30 de junio de 2022 · RVM-XXV, §7" in story.reads("country", group)


def each_group_meets_twice(story: Story) -> None:
    page = "/es/cumplimiento/2021/"
    story.on("2021-06-01T09:00:00-06:00")
    for group in GROUPS:
        story.meets(f"GT-{group}-2021-1", group, "2021-05-20", modality="virtual", tier="members")
    assert story.reads("se", page.rstrip("/")).count("1 de 2 reuniones en 2021") == len(GROUPS)
    story.on("2021-09-15T09:00:00-06:00")
    for group in GROUPS:
        story.meets(f"GT-{group}-2021-2", group, "2021-09-09", modality="in_person", tier="extended")
    assert story.reads("se", page.rstrip("/")).count("2 de 2 reuniones en 2021") == len(GROUPS)


def the_plan_is_updated_and_a_reservation_re_anchored(story: Story) -> None:
    draft = f"{LIBRARY}/v2/redaccion/"
    story.does("se", f"{LIBRARY}/nueva-version")
    texts = story.browsers["se"].get(f"{draft}3.6").context["form"].texts()
    base = {f"base-{name}": value for name, value in texts.items()}
    story.does("se", f"{draft}3.6", **(texts | base | {"es-3.6.f": "*Interés Superior de la Niñez[^7]*"}))
    story.does("se", f"{LIBRARY}/v2/circular")
    story.on("2021-10-02T09:00:00-06:00")
    met = [story.meets(code, body, on) for code, body, on in UPDATED]
    cited = [{"meeting": m.pk, "paragraph": "5", "on": f"{m.starts_on:%Y-%m-%d}"} for m in met]
    waits = story.is_refused("se", f"{LIBRARY}/v2/recomendacion", **cited[0])
    assert "Cambiaron las palabras de una nota (7)." in waits
    story.does("se", f"{LIBRARY}/v2/notas/7/lugar", choice="kept")
    for step, said in zip(("recomendacion", "aprobacion"), cited, strict=True):
        story.does("se", f"{LIBRARY}/v2/{step}", **said)
    story.does("ppt", f"{LIBRARY}/v2/refrendar")
    reads = story.reads("visitor", LIBRARY)
    assert "Versión 2 Vigente · Vigente desde 1 de octubre de 2021" in reads
    assert "Versión 1 Sustituida · Vigente desde 14 de noviembre de 2019" in reads
    told = story.reads("visitor", "/es/plan/2019-2022/v2/3.6")
    assert "Interés Superior de la Niñez" in told
    assert "Estados Unidos no es parte de la Convención sobre los Derechos del Niño" in told


def bare(answer: HttpResponse) -> str:
    """Return a page without the key of its forms, which is another on each."""
    return re.sub(r'(name="csrfmiddlewaretoken" value=)"[^"]+"', r"\1", answer.content.decode())


def a_closed_annex_is_not_there_for_who_was_not(story: Story) -> None:
    home = "/es/reuniones/GT-PROT-2021-2"
    for order, (title, tier) in enumerate(
        (("Avances", "extended"), (f"Cotejo {MARK}", "closed"), ("Acuerdos", "extended"))
    ):
        session = {"title_es": title, "tier": tier, "day": "2021-09-09", "starts": f"{9 + order:02}:00"}
        story.does("se", f"{home}/sesiones/nueva", **session)
    closed = Meeting.objects.get(code="GT-PROT-2021-2").sessions.get(tier="closed")
    file = SimpleUploadedFile(f"Cotejo {MARK}.txt", MARK.encode())
    said = {
        "kind": "annex",
        "title_es": f"Cotejo {MARK}",
        "session": closed.pk,
        "tier": "closed",
        "file": file,
    }
    story.does("se", f"{home}/documentos/nuevo", **said)
    files, key = "/es/reuniones/documentos", str(Paper.objects.get().key)
    assert story.browsers["protection"].get(f"{files}/{key}").status_code == 200
    for who in ("observer", "country"):
        read = story.browsers[who]
        unknown, refused = read.get(f"{files}/{UNKNOWN}"), read.get(f"{files}/{key}")
        assert (refused.status_code, unknown.status_code) == (404, 404), who
        assert bare(refused).replace(key, UNKNOWN) == bare(unknown), who
        for page in (home, "/es/calendario", "/es/reuniones/", "/es/buscar?q=cotejo", "/es/decisiones/"):
            assert MARK not in read.get(page).content.decode(), (who, page)


def the_presidency_is_handed_over(story: Story) -> None:
    story.on("2021-12-10T09:00:00-06:00")
    incoming = appoint(
        "ppt-sv@example.org", Office.PRESIDENCY, country="SV", starts_at=datetime(2022, 1, 1, 6, tzinfo=UTC)
    )
    story.browsers["next"] = as_role(Client(), incoming)
    assert "no se conoce" in story.reads("visitor", "/es/presidencias/2021")
    story.does(
        "se", "/es/registro/presidencias/nueva", country="SV", label="2022", after=story.world.mexico.pk,
        direct="on", starts_at="2022-01-01T00:00",
    )  # fmt: skip
    assert [p.label for p in Presidency.objects.order_by("order")] == ["2021", "2022"]
    convene = {
        "body": story.world.bodies["LAB"].pk, "code": "GT-LAB-2022-1", "name_es": "Primera reunión",
        "name_en": "First meeting", "starts_on": "2022-02-10", "presidency": "SV", "modality": "virtual",
        "tier": "members",
    }  # fmt: skip
    story.on("2022-01-01T00:03:00-06:00")
    late = story.is_refused("ppt", "/es/reuniones/convocar", **convene)
    assert "Guardado como borrador: su presidencia ha terminado" in late
    assert LED_BY in story.reads("country", "/es/grupos/migracion-laboral")
    kept = f"/es/guardados/{KeptForm.objects.get().pk}"
    assert "«Primera reunión»" in story.reads("next", "/es/mi-trabajo")
    assert "Primer día 10 de febrero de 2022" in story.reads("next", kept)
    assert "Encuentro de registros consulares En proceso · abril de 2021 – junio de 2021" in story.reads(
        "next", "/es/presidencias/2021/relevo"
    )
    story.does("next", "/es/reuniones/convocar", **convene, sure="1")
    assert Meeting.objects.get(code="GT-LAB-2022-1").presidency_id == "SV"
    statuses = (
        Version.objects.filter(document__code="plan-2019-2022").order_by("number").values_list("status")
    )
    assert list(statuses) == [("superseded",), ("in_force",)]
