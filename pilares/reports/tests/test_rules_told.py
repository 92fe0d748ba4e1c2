"""The annex of the annual report says rule by rule what each asks, and older copies as they were made."""

from django.utils.html import strip_tags

from pilares.reports.models import Frozen

PAGE = "/es/informes/2021"


def annex(client, address=PAGE):
    """What the annex on the rules says, by what it is about."""
    response = client.get(address)
    assert response.status_code == 200
    html = response.content.decode().partition('id="annex-rules"')[2].partition("</dl>")[0]
    told = [row.partition("</dt>") for row in html.split("<dt>")[1:]]
    return {strip_tags(about).strip(): " ".join(strip_tags(said).split()) for about, _end, said in told}


def test_each_rule_stands_once_with_what_it_asks_and_the_answer_of_every_group(
    plan, world, add_activity, sign_in, secretariat
):
    add_activity("PROT", 1, "Ruta", state="completed")
    client = sign_in(secretariat)
    client.post("/es/informes/nuevo", {"presidency": world.mexico.pk, "cut_off": "2021-10-15"})
    spanish, english = annex(client), annex(client, "/en/reports/2021")
    rule = "El grupo se reúne en el año al menos las veces que el Plan pide, en forma virtual o presencial"
    assert (rule in spanish, len(spanish)) == (True, len(english))
    held = [f"{group} realizó 0 de las 2" in spanish[rule] for group in ("Protección", "Migración Laboral")]
    assert held == [True, True]
    assert "The group meets at least as often in a year as the plan asks, virtually or in person" in english

    client.post(f"{PAGE}/consultar", {"pending_accepted": "on"})
    copy = Frozen.objects.get()
    copy.facts["annexes"]["rules"] = [
        {"tier": "public", "code": "MEETINGS_A_YEAR PROT", "text": {"es": "Como era.", "en": "As it was."}}
    ]
    copy.save()
    assert annex(client) == {"PROT": "Como era."}
