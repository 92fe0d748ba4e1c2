"""The silence procedure from its rule to its number: kept, broken, late (AC-05, AC-06)."""

from datetime import UTC, datetime

import pytest
from django.core.management import call_command

from pilares.consensus.actions import name_delegate
from pilares.consensus.models import Objection, Silence, SilenceRule
from pilares.consensus.tests.conftest import TITLE_EN, TITLE_ES, main
from pilares.core.letters import Letter
from pilares.people.models import Country, User

OPENS, BEFORE_IT = "2021-08-16T10:00:00-06:00", "2021-08-20T14:41:00-06:00"
EXPIRY = "2021-08-20T17:00:00-06:00"
RULE = {
    "text_es": "La presidencia puede proponer el procedimiento de silencio.", "source": "GRCM-2021-06, §1",
    "adopted_on": "2021-06-25", "minimum_hours": "72",
}  # fmt: skip
OPENED = {
    "verb": "approve", "text_es": "Aprobar el objetivo.", "text_en": "Approve the objective.",
    "day": "2021-08-20", "hour": "17:00", "agreed": "on",
}  # fmt: skip
OPEN = "/es/textos/silencio/abrir/objetivo-fro/v2"


@pytest.fixture
def silence(send, secretariat, presidency, allowing, draft, canada, costa_rica, rcgm, move_clock) -> Silence:
    """The procedure as AC-05 finds it: rule recorded, opened by the chair, until 20 August at 17:00."""
    move_clock(OPENS)
    send(secretariat, "/es/textos/silencio/regla", **RULE, decision=allowing.pk)
    against = f"v{draft.document.versions.get(number=1).pk}"
    send(presidency, OPEN, **OPENED, meeting=rcgm.pk, against=against)
    return Silence.objects.get()


def test_until_its_rule_is_recorded_the_procedure_is_on_no_page(
    send, sign_in, secretariat, presidency, allowing, draft, rcgm, move_clock
):
    move_clock(OPENS)
    assert "silencio" not in main(sign_in(presidency).get("/es/textos/"))
    assert sign_in(presidency).get(OPEN).status_code == 404
    assert sign_in(presidency).get("/es/textos/silencio/regla").status_code == 403
    assert "Confirmar y enviar" not in main(sign_in(secretariat).post("/es/textos/silencio/regla", RULE))
    send(secretariat, "/es/textos/silencio/regla", **RULE, decision=allowing.pk)
    assert SilenceRule.objects.get().minimum_hours == 72
    assert "Abrir el procedimiento de silencio" in main(sign_in(presidency).get("/es/textos/"))
    short = send(presidency, OPEN, **{**OPENED, "day": "2021-08-19", "hour": "09:59"}, meeting=rcgm.pk)
    assert short.status_code == 422
    assert "La regla da a las delegaciones al menos 72 horas. (GRCM-2021-06, §1)" in main(short)
    unasked = send(presidency, OPEN, **{**OPENED, "agreed": ""}, meeting=rcgm.pk)
    assert unasked.status_code == 422
    assert Silence.objects.count() == 0
    sign_in(secretariat).post("/es/textos/silencio/regla/terminar")
    assert sign_in(presidency).get(OPEN).status_code == 404


def only_the_delegate_acts(
    silence,
    url_en,
    url_es,
    send,
    sign_in,
    canada,
    costa_rica,
    other_canadian,
    presidency,
    secretariat,
    observer,
    civil_society,
    nobody,
) -> None:
    # others of the country are told who speaks; whoever is no member finds nothing
    assert "The delegate of Canada for this text is Ca." in main(sign_in(other_canadian).get(url_en))
    assert send(other_canadian, f"{url_es}/objetar", text="No").status_code == 403
    for outside, status in ((observer, 404), (civil_society, 404), (nobody, 302)):
        assert sign_in(outside).get(url_es).status_code == status
        assert sign_in(outside).get("/es/textos/").status_code == status
    # opening the address of a letter, or the form, is no act
    sign_in(canada).get(f"{url_es}/objetar")
    assert sign_in(canada).get(f"{url_es}/leido").status_code == 405
    sign_in(canada).post(f"{url_es}/leido")
    sign_in(canada).post(f"{url_es}/leido")
    assert silence.readings.count() == 1
    for other in (costa_rica, presidency, secretariat):
        assert "leyó este texto el" not in main(sign_in(other).get(url_es))


def nothing_moves_it(silence, send, sign_in, secretariat) -> None:
    # while silence is kept, the text stays with the members and the words as they read them
    back = sign_in(secretariat).post("/es/documentos/objetivo-fro/v2/devolver", {"reason": "Un cambio"})
    assert (back.status_code, "procedimiento de silencio hasta que venza" in main(back)) == (403, True)
    page = sign_in(secretariat).get("/es/documentos/objetivo-fro/v2/adopcion")
    assert page.status_code == 403
    decision = silence.decision
    url = f"/es/reuniones/GRCM-2021-06/decisiones/{decision.pk}"
    form = sign_in(secretariat).get(url).context["form"]
    typed = {"verb": "approve", "text_es": "Otra cosa.", "tier": "members", "stamp": form["stamp"].value()}
    answer = sign_in(secretariat).post(url, typed)
    assert "se quedan como están" in main(answer)
    assert "Otra cosa." in answer.content.decode()  # nothing typed is lost
    decision.refresh_from_db()
    assert decision.text_es == OPENED["text_es"]


def break_it(silence, url_en, url_es, send, sign_in, canada, costa_rica, move_clock) -> None:
    assert Silence.objects.get().state == "open"
    move_clock("2021-08-20T16:41:00-06:00")
    amendment = {
        "anchor": "1.2", "proposed": "Its objective is to reinforce integrated border management.",
        "language": "en", "text": "",
    }  # fmt: skip
    answer = send(canada, f"{url_en}/object", **amendment)
    assert "The silence is broken and the text is not adopted" in main(answer)
    told = Letter.objects.filter(key__startswith="silence:silence_broken")
    assert {letter.to for letter in told} == {
        "ca@example.org", "cr@example.org", "ppt@example.org", "se@example.org"
    }  # fmt: skip
    assert {letter.created_at for letter in told} == {datetime(2021, 8, 20, 22, 41, tzinfo=UTC)}
    one = told.get(to="cr@example.org")
    assert one.subject == "Pilares · Se rompió el silencio. La decisión no ha sido adoptada"
    assert "Its objective is to reinforce integrated border management." in one.body
    halves = one.body.split("----")
    ends = [(half.strip().splitlines()[0], half.strip().splitlines()[-1]) for half in halves]
    assert ends == [
        ("Cr:", "Secretaría Ejecutiva de la Conferencia Regional sobre Migración"),
        ("Dear Cr:", "Executive Secretariat of the Regional Conference on Migration"),
    ]
    assert [[title in half for title in (TITLE_ES, TITLE_EN)] for half in halves] == [
        [True, False],
        [False, True],
    ]
    silence.refresh_from_db()
    assert (silence.state, silence.decision.outcome, silence.decision.paragraph) == (
        "broken",
        "not_adopted",
        "",
    )
    move_clock("2021-08-21T09:00:00-06:00")
    call_command("keep_the_clock")
    silence.decision.refresh_from_db()
    assert silence.decision.outcome == "not_adopted"
    assert "Removed: strengthen Added: reinforce" in main(sign_in(costa_rica).get(url_en))
    assert send(costa_rica, f"{url_es}/objetar", text="Tampoco").status_code == 403


def go_on(silence, url_es, send, sign_in, costa_rica, presidency, next_rcgm) -> None:
    page = main(sign_in(presidency).get(url_es))
    assert all(way in page for way in (
        "Convocar consulta", "Nueva versión", "Llevar a la próxima reunión del GRCM"
    ))  # fmt: skip
    assert "Convocar consulta" not in main(sign_in(costa_rica).get(url_es))
    assert sign_in(presidency).get("/es/textos/circular/objetivo-fro/v2").status_code == 200
    send(presidency, f"{url_es}/proxima-reunion", meeting=next_rcgm.pk)
    assert [(d.outcome, d.takes_up) for d in next_rcgm.decisions.all()] == [("proposed", silence.decision)]
    sign_in(presidency).post(f"{url_es}/siguiente-version")
    assert [v.status for v in silence.version.document.versions.all()] == ["in_force", "given_up", "draft"]


def test_a_country_objects_and_everybody_is_told_at_once(
    silence, send, sign_in, canada, costa_rica, other_canadian, presidency, secretariat, next_rcgm, observer,
    civil_society, nobody, move_clock,
):  # fmt: skip
    url_en, url_es = f"/en/texts/silence/{silence.pk}", f"/es/textos/silencio/{silence.pk}"
    assert {letter.to for letter in Letter.objects.filter(key__startswith="silence:silence_opened")} >= {
        "ca@example.org", "cr@example.org", "ppt@example.org", "se@example.org"
    }  # fmt: skip
    assert TITLE_ES not in "".join(Letter.objects.values_list("body", flat=True))  # the title is tier M
    move_clock(BEFORE_IT)
    page = main(sign_in(canada).get(url_en))
    assert "Closes Friday 20 August 2021, 19:00 (Ottawa) · 17:00 (San José) · 23:00 UTC" in page
    assert "2 h 19 min" in page
    assert "Removed: improve Added: strengthen integrated border management" in page
    forms = sign_in(canada).get(url_en).content.decode().partition("<main")[2].count("<form")
    assert ("Object or propose an amendment" in page, "I have read this text" in page, forms) == (
        True,
        True,
        1,
    )
    only_the_delegate_acts(
        silence,
        url_en,
        url_es,
        send,
        sign_in,
        canada,
        costa_rica,
        other_canadian,
        presidency,
        secretariat,
        observer,
        civil_society,
        nobody,
    )
    nothing_moves_it(silence, send, sign_in, secretariat)
    break_it(silence, url_en, url_es, send, sign_in, canada, costa_rica, move_clock)
    go_on(silence, url_es, send, sign_in, costa_rica, presidency, next_rcgm)


def come_late(silence, url, send, sign_in, canada, presidency, move_clock) -> None:
    move_clock("2021-08-20T17:04:00-06:00")
    late = send(canada, f"{url}/objetar", anchor="", text="We object.", proposed="", language="en")
    said = main(late)
    assert "su mensaje se registró como declaración posterior a la adopción. Queda junto a la" in said
    assert "no la reabre: nadie había objetado cuando terminó el plazo" in said
    one = Objection.objects.get()
    assert (one.late, one.at) == (True, datetime(2021, 8, 20, 23, 4, tzinfo=UTC))
    silence.refresh_from_db()
    assert (silence.state, silence.broken_at) == ("kept", None)
    assert "Declaración posterior a la adopción" in main(sign_in(presidency).get(url))


def number_it(
    silence, url, send, sign_in, canada, secretariat, presidency, next_rcgm, observer, move_clock
) -> None:
    decision = silence.decision
    assert send(presidency, f"{url}/parrafo", meeting=next_rcgm.pk, paragraph="8").status_code == 403
    early = send(secretariat, f"{url}/parrafo", meeting=next_rcgm.pk, paragraph="8")
    assert early.status_code == 403  # that meeting has not taken place
    move_clock("2021-11-30T12:00:00-06:00")
    back = sign_in(secretariat).post("/es/documentos/objetivo-fro/v2/devolver", {"reason": "Un cambio"})
    assert "se adoptó por silencio" in main(back)
    publish = f"/es/reuniones/{{}}/decisiones/{decision.pk}"
    assert (
        sign_in(secretariat)
        .post(publish.format("GRCM-2021-06"), published(sign_in, secretariat, publish.format("GRCM-2021-06")))
        .status_code
        == 422
    )  # only then may it be published
    send(secretariat, f"{url}/parrafo", meeting=next_rcgm.pk, paragraph="8")
    decision.refresh_from_db()
    assert (decision.citation, decision.outcome) == ("GRCM-2021-11, §8", "adopted")
    assert "La decisión consta como GRCM-2021-11, §8." in main(sign_in(canada).get(url))
    assert sign_in(observer).get(url).status_code == 404
    here, cited = publish.format("GRCM-2021-11"), "/es/decisiones/GRCM-2021-11/8"
    assert "We object." in main(sign_in(canada).get(cited))
    assert sign_in(observer).get(cited).status_code == 404
    typed = {**published(sign_in, secretariat, here), "paragraph": "8"}
    assert sign_in(secretariat).post(here, typed).status_code == 302
    shown = main(sign_in(observer).get(cited))
    assert ("Aprobar el objetivo." in shown, "We object." in shown) == (True, False)


def published(sign_in, secretariat, url) -> dict[str, str]:
    stamp = sign_in(secretariat).get(url).context["form"]["stamp"].value()
    return {"verb": "approve", "text_es": OPENED["text_es"], "text_en": OPENED["text_en"], "tier": "public",
            "stamp": stamp}  # fmt: skip


def test_silence_is_kept_and_a_message_arrives_four_minutes_late(
    silence, send, sign_in, canada, secretariat, presidency, next_rcgm, observer, move_clock, settings
):
    url = f"/es/textos/silencio/{silence.pk}"
    move_clock("2021-08-20T16:59:59-06:00")
    assert main(sign_in(canada).get(url)).count("Adoptada por silencio") == 0
    shorter = send(secretariat, f"{url}/plazo", day="2021-08-20", hour="16:59", reason="Antes")
    assert (shorter.status_code, "nunca se acorta" in main(shorter)) == (422, True)
    assert "Un plazo se amplía, nunca se acorta." in main(shorter)
    move_clock(EXPIRY)
    # nobody wrote anything down, and no letter can leave: the state follows from the clock
    page = main(sign_in(canada).get(url))
    assert "Adoptada por silencio" in page
    assert "La decisión aún no tiene número" in page
    decision = silence.decision
    decision.refresh_from_db()
    cited = f"/es/decisiones/GRCM-2021-06/sin-numero/{decision.pk}"
    assert ("Adoptada" in main(sign_in(canada).get(cited)), decision.outcome) == (True, "under_silence")
    call_command("keep_the_clock")
    call_command("keep_the_clock")
    silence.refresh_from_db()
    decision.refresh_from_db()
    assert (silence.state, decision.outcome, decision.paragraph, decision.tier) == (
        "kept",
        "adopted",
        "",
        "members",
    )
    assert Letter.objects.filter(key__startswith="silence:silence_kept").count() == 4
    come_late(silence, url, send, sign_in, canada, presidency, move_clock)
    number_it(silence, url, send, sign_in, canada, secretariat, presidency, next_rcgm, observer, move_clock)


def test_a_longer_deadline_is_told_to_everybody_and_stays_in_the_history(
    silence, send, sign_in, canada, secretariat, move_clock
):
    url = f"/es/textos/silencio/{silence.pk}"
    send(secretariat, f"{url}/plazo", day="2021-08-23", hour="12:00", reason="Lo pidió una delegación.")
    assert Letter.objects.filter(key__startswith="silence:silence_moved").count() == 4
    page = main(sign_in(canada).get(url))
    was = "viernes 20 de agosto de 2021, 19:00 (Ottawa) · 17:00 (San José) · 23:00 UTC"
    becomes = "lunes 23 de agosto de 2021, 14:00 (Ottawa) · 12:00 (San José) · 18:00 UTC"
    assert f"El plazo pasó de {was} a {becomes}" in page
    move_clock(EXPIRY)
    assert Silence.objects.get().state == "open"
    move_clock("2021-08-23T12:00:00-06:00")
    assert Silence.objects.get().state == "kept"
    # at the very instant it is too late, whoever comes first: the message or what writes the outcome down
    send(canada, f"{url}/objetar", anchor="", text="No.", proposed="", language="es")
    silence.refresh_from_db()
    silence.decision.refresh_from_db()
    assert (silence.state, silence.decision.outcome) == ("kept", "adopted")
    assert TITLE_EN in main(sign_in(User.objects.get(pk=canada.pk)).get(f"/en/texts/silence/{silence.pk}"))


DECIDE = "/es/textos/silencio/decision"
BARE = {
    "subject_es": "Sede de la próxima reunión", "verb": "agree", "day": "2021-08-20", "hour": "17:00",
    "text_es": "La próxima reunión del GRCM se celebra en Belice.", "agreed": "on",
}  # fmt: skip


def test_a_decision_without_a_text_goes_under_silence_and_is_amended_word_by_word(
    send, sign_in, secretariat, presidency, delegate, observer, allowing, rcgm, move_clock
):
    move_clock(OPENS)
    assert sign_in(presidency).get(DECIDE).status_code == 404
    send(secretariat, "/es/textos/silencio/regla", **RULE, decision=allowing.pk)
    assert [sign_in(who).get(DECIDE).status_code for who in (delegate, observer)] == [403, 404]
    key = "0c6f0a52-5f6e-4f29-9a43-7b7e7a9c1d10"
    for _click in range(2):
        send(presidency, DECIDE, **{**BARE, "key": key}, meeting=rcgm.pk)
    silence = Silence.objects.get()
    text = silence.version.document
    name_delegate(text, country=Country.objects.get(pk="PA"), user=delegate, by=secretariat)
    address = f"/es/textos/silencio/{silence.pk}"
    shown = main(sign_in(delegate).get(address))
    assert "Sede de la próxima reunión" in shown
    assert "La próxima reunión del GRCM se celebra en Belice." in shown
    assert sign_in(observer).get(address).status_code == 404
    move_clock(BEFORE_IT)
    amended = "La próxima reunión del GRCM se celebra en Panamá."
    send(delegate, f"{address}/objetar", anchor="1.1", proposed=amended, text="", language="es")
    silence.refresh_from_db()
    assert (silence.state, silence.decision.outcome) == ("broken", "not_adopted")
    assert "Panamá" in Letter.objects.filter(to=secretariat.email).latest("pk").body


def test_a_country_without_a_delegate_is_named_to_who_steers_and_its_people_find_the_text(
    focal_point, delegate, silence, sign_in, secretariat, presidency, costa_rica, canada, other_canadian
):
    """Only a delegate objects: who was written to finds the text, and who can name a delegate is asked to."""
    url, named = f"/es/textos/silencio/{silence.pk}", f"/es/textos/delegados/{silence.version.document_id}"
    without = (
        "y solo ella puede objetar: Belice, El Salvador, Estados Unidos, Guatemala, Honduras, México, "
        "Nicaragua, Panamá, República Dominicana. Personas delegadas para este texto"
    )
    for user, told in ((secretariat, True), (presidency, True), (costa_rica, False), (focal_point, False)):
        assert (without in main(sign_in(user).get(url)), user.email) == (told, user.email)
    closes = "viernes 20 de agosto de 2021, 17:00 (San José) · 23:00 UTC"
    tasks = {
        secretariat: (
            named,
            f"Personas delegadas para «{TITLE_ES}» {closes} · 9 países no han designado a nadie",
        ),
        focal_point: (named, f"Designar a la persona delegada de su país para «{TITLE_ES}» {closes}"),
        delegate: (url, f"{TITLE_ES} {closes} · su país no ha designado a su persona delegada"),
        costa_rica: (url, f"{TITLE_ES} {closes}"),
    }
    for user, (address, said) in tasks.items():
        page = sign_in(user).get("/es/mi-trabajo")
        assert said in main(page), user.email
        assert f'href="{address}"' in page.content.decode()
    for user in (presidency, other_canadian):  # the one names nobody; for the other another person speaks
        assert TITLE_ES not in main(sign_in(user).get("/es/mi-trabajo"))
    letters = Letter.objects.filter(key__startswith="silence:silence_opened")
    assert {delegate.email, costa_rica.email, canada.email} <= set(letters.values_list("to", flat=True))


def test_a_procedure_that_is_opened_twice_by_the_same_form_is_shown_open(silence, sign_in, presidency, rcgm):
    typed = {**OPENED, "meeting": rcgm.pk, "against": "", "confirm": "1"}
    again = sign_in(presidency).post(OPEN, typed)
    assert again["Location"] == f"/es/textos/silencio/{silence.pk}"
    assert sign_in(presidency).get(OPEN).status_code == 403
    assert Silence.objects.count() == 1
