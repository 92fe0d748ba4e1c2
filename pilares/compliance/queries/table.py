"""The rules of the plan, each once, in the order of its text; `docs/rules.md` is made of this table (M23)."""

from django.utils.translation import gettext_lazy as _

from pilares.compliance.models import Presentation
from pilares.compliance.queries import groups, organs, presidency, secretariat
from pilares.compliance.queries.rules import Clock, Rule

#: rules of the working groups; an empty body means every one of them
OF_GROUPS = (
    Rule(
        "MAX_PRIORITY",
        "",
        "§3.9",
        "3.9.p1",
        "un máximo de tres actividades con resultados medibles y relevantes",
        _("A group works on at most so many priority activities as the plan allows."),
        Clock.DAY,
        groups.most_priority,
        ("MAX_PRIORITY_3",),
    ),
    Rule(
        "PRIORITISED_YEARLY",
        "",
        "§3.9",
        "3.9.p1",
        "Los Países Miembros deberán priorizar qué temas y qué actividades incluyen en el plan de los "
        "Grupos de Trabajo cada año.",
        _("Each year the countries prioritise the themes and activities of the group's plan."),
        Clock.PLAN_YEAR,
        groups.prioritised,
    ),
    Rule(
        "MANDATE_IN_TERM",
        "",
        "§3.10",
        "3.10.p2",
        "Los Grupos de Trabajo tendrán un mandato específico, resultados esperados y un plazo determinado "
        "que de ser necesario podrá ser ampliado.",
        _("The group has a mandate whose term is in force; it can be extended."),
        Clock.DAY,
        groups.mandate,
        ("MANDATE_EXPIRED",),
    ),
    Rule(
        "MEMBERS_OF_THE_GROUP",
        "",
        "§3.10",
        "3.10.p3",
        "Los Grupos de Trabajo estarán integrados por funcionarios de los Países Miembros",
        _("Officials of the Member Countries make up the group."),
        Clock.DAY,
        groups.members_only,
    ),
    Rule(
        "OPEN_WORK_ONLY",
        "",
        "§3.10",
        "3.10.p3",
        "Los Grupos de Trabajo se reservan el derecho de mantener discusiones privadas, a puerta cerrada, "
        "entre Países Miembros sin la participación de la sociedad civil, ni países, organismos y "
        "organizaciones observadoras.",
        _("Observers and the RNCOM take part in open work only: they hold no office of the group."),
        Clock.DAY,
        groups.open_work_only,
    ),
    Rule(
        "THREE_YEAR_PLAN",
        "",
        "§3.10 a",
        "3.10.a",
        "dicho plan deberá definirse para el período de tres (3) años",
        _("The group has a work plan for the plan's period."),
        Clock.PLAN,
        groups.three_year_plan,
    ),
    Rule(
        "THEME_OF_THE_PLAN",
        "",
        "§3.10 a",
        "3.10.a",
        "Elaborar y actualizar su plan de trabajo, en línea con los objetivos de la CRM y el Plan "
        "Estratégico",
        _("Every activity stands under a theme and pillar of the Strategic Plan."),
        Clock.PLAN_YEAR,
        groups.themes,
        ("THEME_NOT_DECIDED",),
    ),
    Rule(
        "REPORT_TO_RCGM",
        "",
        "§3.10 b",
        "3.10.b",
        "Presentar los informes de trabajo respectivos ante el GRCM.",
        _("The group presents its work report to the RCGM, at one of its meetings of the year at least."),
        Clock.MEETINGS,
        groups.reported,
    ),
    Rule(
        "MEETINGS_A_YEAR",
        "",
        "§3.10 e",
        "3.10.e",
        "Realizar, al menos, dos reuniones anuales, en forma virtual o presencial.",
        _("The group meets at least as often in a year as the plan asks, virtually or in person."),
        Clock.CALENDAR,
        groups.meetings,
    ),
    Rule(
        "YEARLY_REVIEW",
        "",
        "§1.5, §3.10",
        "3.10.p6",
        "Cada Grupo de Trabajo hará una revisión, actualización y evaluación de los resultados alcanzados "
        "anualmente.",
        _("Each year the group reviews, updates and evaluates what was reached."),
        Clock.PLAN_YEAR,
        groups.reviewed,
        ("REVIEW_INCOMPLETE",),
    ),
    Rule(
        "RESULTS_AND_INDICATORS",
        "",
        "§4.1",
        "4.1.p1",
        "Dichos resultados e indicadores serán incluidos en la matriz de seguimiento y evaluación.",
        _("Every activity has its expected results and indicators in the follow-up matrix."),
        Clock.PLAN_YEAR,
        groups.results,
    ),
    Rule(
        "EIGHT_ITEMS",
        "",
        "§4.2",
        "4.2.p1",
        "se desarrollará una matriz de seguimiento incluyendo lo siguiente",
        _("Every activity has the eight items of the follow-up matrix."),
        Clock.PLAN_YEAR,
        groups.eight_fields,
    ),
)
OF_ORGANS = (
    Rule(
        "APPROVED_BY_RVM",
        "RVM",
        "§1.5; §1.6, Tabla 2",
        "1.5.p1",
        "La Reunión Viceministerial aprobará los planes estratégicos.",
        _("The Vice-Ministerial Meeting approves the plan and its updates."),
        Clock.PLAN,
        organs.approved,
        ("NOT_THE_APPROVING_BODY",),
    ),
    Rule(
        "RECOMMENDED_BEFORE",
        "RVM",
        "§1.6, Tabla 2",
        "1.6.t2.r2.c2",
        "según recomendación del Grupo Regional de Consulta sobre Migración -GRCM-",
        _("What the Vice-Ministerial Meeting approves, the RCGM has recommended before."),
        Clock.PLAN,
        organs.recommended,
        ("NOT_RECOMMENDED",),
    ),
    Rule(
        "THREE_YEAR_PERIOD",
        "RVM",
        "§1.5",
        "1.5.p1",
        "tiene un período de implementación de tres (3) años",
        _("The plan is approved for its years, and each of them has its dates."),
        Clock.PLAN,
        organs.three_years,
    ),
    Rule(
        "PROPOSED_BY_RCGM",
        "GRCM",
        "§1.6, Tabla 2, GRCM a",
        "1.6.t2.r6.a",
        "Elaborar la propuesta de Plan Estratégico de la CRM y someterlo a aprobación de la Reunión "
        "Viceministerial.",
        _("The RCGM submits the plan to the Vice-Ministerial Meeting for approval."),
        Clock.PLAN,
        organs.proposed,
    ),
    Rule(
        "RVM_INFORMED",
        "GRCM",
        "§1.6, Tabla 2, GRCM c",
        "1.6.t2.r6.c",
        "Informar a la Reunión Viceministerial respecto al cumplimiento del Plan Estratégico de la CRM, a "
        "través de la vocería de la Presidencia Pro-Témpore y la Secretaría Ejecutiva.",
        _("At its meeting of the year the Vice-Ministerial Meeting is told how the plan is fulfilled."),
        Clock.MEETINGS,
        organs.informed,
    ),
    Rule(
        "CRITICAL_ASPECTS",
        "GRCM",
        "§1.6, Tabla 2, GRCM d",
        "1.6.t2.r6.d",
        "Identificar los aspectos críticos que pueden dificultar el logro, implementación y seguimiento del "
        "Plan Estratégico de la CRM, y formular estrategias para abordarlos.",
        _("Critical aspects are identified in the year, and each that is open has its strategy."),
        Clock.PLAN_YEAR,
        organs.aspects,
    ),
    Rule(
        "PLAN_REVIEWED",
        "GRCM",
        "§1.6, Tabla 2, GRCM e",
        "1.6.t2.r6.e",
        "Revisar y actualizar anualmente, el Plan Estratégico de la CRM para garantizar que las actividades "
        "sigan siendo relevantes para el mandato y los objetivos de la CRM.",
        _("Each year the RCGM reviews and updates the Strategic Plan."),
        Clock.PLAN_YEAR,
        organs.plan_reviewed,
    ),
    Rule(
        "NEXT_PLAN",
        "GRCM",
        "§4.2",
        "4.2.p3",
        "los Países Miembros determinarán las modificaciones o redefinición del Plan Estratégico para los "
        "próximos tres (3) años",
        _("Before the plan ends, the countries settle its changes or the plan of the next years."),
        Clock.PLAN,
        organs.next_plan,
    ),
    Rule(
        "GROUPS_LED",
        "PPT",
        "§3.10",
        "3.10.p4",
        "Los Grupos de Trabajo serán liderados por la PPT con la colaboración de la SE",
        _("The presidency leads the groups: it is known who presides, and somebody acts for that country."),
        Clock.DAY,
        presidency.presided,
    ),
    Rule(
        "PPT_PLAN_CONSULTED",
        "PPT",
        "§1.6, Tabla 2",
        "1.6.t2.r4.c2",
        "Identificar, después de consultar con los Países Miembros, las actividades prioritarias para la CRM "
        "durante el año de su Presidencia, alineadas con el Plan Estratégico de la CRM.",
        _("The presidency identifies the priorities of its year after consulting the Member Countries."),
        Clock.PRESIDENCY,
        presidency.year_plan_consulted,
    ),
    Rule(
        "PPT_PLAN_ALIGNED",
        "PPT",
        "§1.4, Tabla 1",
        "1.4.t1.r3.c2",
        "Este documento se alinea a los pilares y avanzará en las actividades incluidas/descritas en el Plan "
        "Estratégico de la CRM.",
        _("The annual plan of the presidency is aligned to the pillars and advances the plan's activities."),
        Clock.PRESIDENCY,
        presidency.year_plan_aligned,
        ("NOT_ALIGNED",),
    ),
    Rule(
        "ANNUAL_REPORT",
        "PPT",
        "§4.2",
        "4.2.p2",
        "preparará un informe anual que incluirá lo siguiente",
        _("The presidency prepares the annual report with a) commitments, b) balance, c) recommendations."),
        Clock.CALENDAR,
        presidency.annual_report,
    ),
    Rule(
        "TROIKA_KNOWN",
        "TROIKA",
        "nota 4",
        "nota-4",
        "Está integrada por las presidencias saliente, actual y entrante.",
        _("The Troika is made of the outgoing, the current and the incoming presidency."),
        Clock.DAY,
        presidency.troika,
    ),
    Rule(
        "MANDATES_CARRIED_OUT",
        "SE",
        "§1.6, Tabla 2, SE a",
        "1.6.t2.r3.a",
        "Realizar o coordinar la ejecución de los mandatos derivados de la Reunión Viceministerial, del "
        "Grupo Regional de Consulta sobre Migración -GRCM-, de los Grupos de Trabajo y del Plan Estratégico "
        "de la CRM.",
        _("What decisions entrust with a deadline is carried out, and its follow-up is recorded."),
        Clock.CALENDAR,
        secretariat.commitments,
    ),
    Rule(
        "REGISTER_KEPT",
        "SE",
        "§4.2",
        "4.2.p1",
        "la SE-CRM mantendrá un registro de todas las actividades implementadas por los Grupos de Trabajo, "
        "indicando las acciones que se llevarán a cabo anualmente",
        _("The register holds every activity, with the years in which it is worked on."),
        Clock.PLAN_YEAR,
        secretariat.register,
    ),
    Rule(
        "MATRIX_UPDATED",
        "SE",
        "§4.2",
        "4.2.p2",
        "La matriz de seguimiento se actualizará y/o modificará de acuerdo al cumplimiento de los objetivos "
        "de cada Grupo de Trabajo.",
        _("The follow-up matrix is kept up to date."),
        Clock.PLAN_YEAR,
        secretariat.matrix_updated,
    ),
    Rule(
        "CHARTER_REFLECTED",
        "SE",
        "§1.4; nota 6",
        "nota-6",
        "cualquier modificación que se incluya en la Carta Estatutaria deberá reflejarse en el Plan "
        "Estratégico de la CRM",
        _("A change of the RCM Charter is reflected in the Strategic Plan."),
        Clock.PLAN_YEAR,
        secretariat.charter_reflected,
    ),
    Rule(
        "FOCAL_POINTS",
        "PF",
        "§1.6, Tabla 2",
        "1.6.t2.r7.c2",
        "Los Puntos Focales designados, además de asistir a las reuniones convocadas en el marco de la CRM, "
        "velarán por el seguimiento de las actividades",
        _("Each Member Country has a designated focal point."),
        Clock.DAY,
        secretariat.focal_points,
    ),
    Rule(
        "INPUTS_CONSIDERED",
        "TRIPARTITO",
        "§1.6, Tabla 2",
        "1.6.t2.r10.c2",
        "Para garantizar la participación y considerar los aportes de la sociedad civil, se pondrá en marcha "
        "el mecanismo tripartito",
        _("The inputs of the RNCOM are considered, and each gets its answer."),
        Clock.CALENDAR,
        secretariat.inputs,
    ),
)
RULES = (*OF_GROUPS, *OF_ORGANS)
#: the rules whose answer rests on a record of what was presented, and what is recorded for each
PRESENTED = {
    "REPORT_TO_RCGM": Presentation.Kind.GROUP_REPORT,
    "ANNUAL_REPORT": Presentation.Kind.ANNUAL_REPORT,
    "PLAN_REVIEWED": Presentation.Kind.PLAN_REVIEW,
}

#: what the text says of bodies without a fact that this system holds, and why no answer is given
NOT_ANSWERED = (
    (
        "§1.6, Tabla 2, Países Miembros a",
        "Participar en la elaboración, discusión, implementación, seguimiento, actualización y evaluación",
        "Attendance is shown at each meeting; no country is rated.",
    ),
    (
        "§1.6, Tabla 2, Países Miembros b",
        "Contribuir al financiamiento operativo y administrativo de la CRM",
        "The register of contributions is for members; no country is rated.",
    ),
    (
        "§1.6, Tabla 2, SE b",
        "Apoyar a la Presidencia Pro-Témpore en el monitoreo, seguimiento, reporte, actualización",
        "Support leaves no fact of its own; what it serves is answered.",
    ),
    (
        "§1.6, Tabla 2, Troika",
        "Brindar apoyo técnico y de coordinación para la toma de decisiones",
        "Support leaves no fact of its own; who makes it up is answered.",
    ),
    (
        "§1.6, Tabla 2, GRCM b",
        "Asegurar el logro de las metas y actividades delineadas en el Plan Estratégico",
        "It is a judgement; the targets and the status of each activity stand in the matrix.",
    ),
    (
        "§1.6, Tabla 2, Puntos Focales",
        "Mantendrán una comunicación fluida con la Secretaría Ejecutiva",
        "It is a judgement; requests and their answers stand with each focal point.",
    ),
    (
        "§1.6, Tabla 2, Organismos y Organizaciones Internacionales Observadoras",
        "podrán respaldar técnica y financieramente la realización de eventos regionales",
        "It is a possibility, not an obligation.",
    ),
    (
        "§3.10 c",
        "Proponer programas, proyectos, estudios o actividades",
        "It is a competence without a measure; candidates stand on the page of each group.",
    ),
    (
        "§3.10 d",
        "Generar un espacio técnico de diálogo, intercambio de información, buenas prácticas e iniciativas",
        "It is a competence without a measure; the meetings are answered (§3.10 e).",
    ),
    (
        "§3.10",
        "con la colaboración de la SE y la posibilidad de apoyo de otro País Miembro",
        "It is a possibility, not an obligation.",
    ),
)
