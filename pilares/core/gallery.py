"""What the gallery of components shows: illustrative values, in both languages."""

from datetime import UTC, date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pilares.core.bilingual import Wording, reading_language
from pilares.core.conflicts import Spoken
from pilares.core.redline import redline
from pilares.core.templatetags.gallery import components
from pilares.core.templatetags.ui.charts import Chart, Level, Point, Span
from pilares.core.templatetags.ui.marks import ICONS

PILLARS = {
    "es": (
        "Gobernanza migratoria",
        "Integración, migración y su vínculo con el desarrollo",
        "Preparación, protección, atención y migración irregular",
    ),
    "en": (
        "Migration governance",
        "Integration, migration and its link with development",
        "Preparedness, protection, assistance and irregular migration",
    ),
}
WORDS = {
    "es": {
        "activity": "Ruta regional de referencia para la atención integral a víctimas de trata de personas",
        "indicator": "Países que aplican la ruta",
        "countries": "países",
        "chart": "El valor sube de 0 a 3. La meta es 2 en el primer año y 5 desde el segundo.",
        "of_eleven": "de 11",
        "note": "Estados Unidos no es parte de la Convención sobre los Derechos del Niño.",
        "note_by": "Estados Unidos",
        "said": "Dos países terminaron la prueba. Falta la firma de los protocolos internos en otros dos.",
        "group": "GT Protección",
        "before": "El Grupo presentará un informe al GRCM cada año.",
        "after": "El Grupo presentará un informe de avance al GRCM en cada una de sus reuniones.",
        "citation": "CRM, Plan Estratégico 2019-2022, versión 1, §3.6, 15 de octubre de 2021.",
        "reason": "El Plan Estratégico permite un máximo de tres actividades prioritarias por grupo",
    },
    "en": {
        "activity": "Regional referral pathway for the comprehensive assistance of victims of trafficking",
        "indicator": "Countries applying the pathway",
        "countries": "countries",
        "chart": "The value rises from 0 to 3. The target is 2 in the first year and 5 from the second.",
        "of_eleven": "of 11",
        "note": "Estados Unidos no es parte de la Convención sobre los Derechos del Niño.",
        "note_by": "United States",
        "said": "Two countries finished the pilot. Two others have yet to sign their internal protocols.",
        "group": "WG on Protection",
        "before": "The Group will report to the RCGM every year.",
        "after": "The Group will report on its progress to the RCGM at each of its meetings.",
        "citation": "RCM, Strategic Plan 2019-2022, version 1, §3.6, 15 October 2021.",
        "reason": "The Strategic Plan allows at most three priority activities per group",
    },
}
YEARS = (
    (date(2019, 11, 15), date(2020, 11, 14)),
    (date(2020, 11, 15), date(2021, 11, 14)),
    (date(2021, 11, 15), date(2022, 11, 14)),
)


class Sample(forms.Form):
    """Every kind of field that the product uses."""

    name = forms.CharField(label=_("Name"), help_text=_("As it stands in the group's plan."))
    email = forms.EmailField(label=_("E-mail"))
    text = forms.CharField(label=_("Description"), widget=forms.Textarea(attrs={"rows": 3}), required=False)
    day = forms.DateField(label=_("Date"), widget=forms.DateInput(attrs={"type": "date"}), required=False)
    state = forms.ChoiceField(
        label=_("Status"),
        choices=[("", "—"), ("completed", _("Completed")), ("not_achieved", _("Not achieved"))],
    )
    scope = forms.ChoiceField(
        label=_("Scope"),
        widget=forms.RadioSelect,
        choices=[("national", _("National")), ("regional", _("Regional"))],
        help_text=_("One only."),
    )
    pillars = forms.MultipleChoiceField(
        label=_("Pillars"),
        widget=forms.CheckboxSelectMultiple,
        choices=[("1", "1"), ("2", "2"), ("3", "3")],
        required=False,
    )
    agreed = forms.BooleanField(label=_("The group has agreed to it"))


def sample_chart(language: str) -> Chart:
    """Return the chart of the sample indicator: three years, a target that rises, four values."""
    words = WORDS[language]
    return Chart(
        title=words["indicator"],
        about=words["chart"],
        spans=tuple(
            Span(str(number), f"{first.year}-{last.year}", first, last, current=number == 2)
            for number, (first, last) in enumerate(YEARS, start=1)
        ),
        points=tuple(
            Point(day, value)
            for day, value in (
                (date(2020, 6, 1), 1), (date(2020, 11, 1), 2), (date(2021, 6, 1), 3), (date(2021, 10, 12), 3),
            )
        ),
        targets=(Level(*YEARS[0], 2, "2"), Level(YEARS[1][0], YEARS[2][1], 5, "5")),
        baseline=Point(date(2019, 11, 15), 0),
        baseline_label="0",
        value_label=f"3 {words['countries']}",
        ceiling=11,
        ceiling_label="11",
        ticks={float(n): str(n) for n in (0, 2, 4, 6, 8, 11)},
    )  # fmt: skip


def gallery_context() -> dict[str, Any]:
    """Return the values of the samples, in the reader's language."""
    language = reading_language()
    other = "en" if language == "es" else "es"
    names = PILLARS[language]
    return {
        "names": sorted(components()),
        "icons": sorted(ICONS),
        "words_of": WORDS[language],
        "pillar_names": names,
        "one": (1,), "two": (2,), "three": (3,), "shared": (1, 3), "all": (1, 2, 3),
        "name_one": names[:1], "names_shared": (names[0], names[2]),
        "years": YEARS,
        "deadline": date(2021, 8, 31),
        "late_deadline": date(2022, 6, 30),
        "cut": date(2021, 10, 15),
        "instant": datetime(2021, 10, 15, 15, 0, tzinfo=UTC),
        "mine": Wording(WORDS[language]["activity"], language),
        "pending": Wording(WORDS[other]["activity"], other, pending=True),
        "late": Wording(
            WORDS[language]["activity"], language, outdated_since=datetime(2021, 6, 4, 15, tzinfo=UTC)
        ),
        "filled": Sample({"scope": "", "name": "x"}, prefix="bad"),
        "fresh": Sample(prefix="new"),
        "clashes": (
            Spoken(
                "title", "", str(_("Activity")), WORDS[language]["before"], WORDS[language]["after"],
                WORDS[language]["activity"],
            ),
        ),
        "opened_with": {"title": WORDS[language]["before"]},
        "steps": sample_chart(language),
        "runs": redline(WORDS[language]["before"], WORDS[language]["after"]),
    }  # fmt: skip
