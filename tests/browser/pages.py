"""Every page of the product, in both languages, and as whom it is opened; a new page joins here.

The addresses exist in the demo. `who` is the part of a demo account before `@demo.invalid`, or nothing
for a visitor. `kilobytes` is what a first visit may weigh over the wire: 100, and 250 for the matrix.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Page:
    """One page as one reader gets it."""

    es: str
    en: str
    who: str = ""
    status: int = 200
    kilobytes: int = 100

    def __str__(self) -> str:
        return f"{self.who}@{self.es}" if self.who else self.es


PAGES = (
    # core
    Page("/es/ayuda", "/en/help"),
    Page("/es/ayuda", "/en/help", who="gt-proteccion"),
    Page("/es/accesibilidad", "/en/accessibility"),
    Page("/es/claro-u-oscuro", "/en/light-or-dark"),
    Page("/es/galeria", "/en/gallery"),
    Page("/es/glosario", "/en/glossary"),
    # what a visitor reads first
    Page("/es/calendario", "/en/calendar"),
    Page("/es/grupos", "/en/groups"),
    Page("/es/grupos/proteccion", "/en/groups/protection"),
    Page("/es/plan/2019-2022/", "/en/plan/2019-2022/"),
    Page("/es/plan/2019-2022/v1/", "/en/plan/2019-2022/v1/"),
    Page("/es/plan/2019-2022/pilares/", "/en/plan/2019-2022/pillars/"),
    Page("/es/documentos/", "/en/library/"),
    Page("/es/reuniones/", "/en/meetings/"),
    Page("/es/actividades/PROT-A1", "/en/activities/PROT-A1"),
    Page("/es/informes/grupos/proteccion", "/en/reports/groups/protection"),
    Page("/es/no-existe", "/en/does-not-exist", status=404),
    # people
    Page("/es/actores", "/en/actors"),
    Page("/es/actores/paises/do", "/en/actors/countries/do"),
    Page("/es/actores/organos/secretaria-ejecutiva", "/en/actors/organs/executive-secretariat"),
    Page("/es/entrar", "/en/sign-in"),
    Page("/es/entrar/olvido", "/en/sign-in/forgotten"),
    Page("/es/invitacion/no", "/en/invitation/no", status=410),
    Page("/es/cuenta", "/en/account", who="gt-proteccion"),
    Page("/es/cuenta/seguridad", "/en/account/security", who="gt-proteccion"),
    Page("/es/cuenta/sesiones", "/en/account/sessions", who="gt-proteccion"),
    Page("/es/registro", "/en/register", who="se"),
    Page("/es/registro/personas", "/en/register/people", who="se"),
    Page("/es/registro/personas/invitar", "/en/register/people/invite", who="se"),
    Page("/es/registro/presidencias", "/en/register/presidencies", who="se"),
    Page("/es/registro/presidencias/nueva", "/en/register/presidencies/new", who="se"),
    Page("/es/registro/integrantes", "/en/register/seats", who="se"),
    Page("/es/registro", "/en/register", who="gt-proteccion", status=403),
    # presidencies
    Page("/es/presidencias/", "/en/presidencies/"),
    Page("/es/presidencias/2021", "/en/presidencies/2021"),
    Page("/es/presidencias/2021/plan", "/en/presidencies/2021/plan", who="ppt"),
    Page("/es/presidencias/panel", "/en/presidencies/panel", who="ppt"),
    Page("/es/presidencias/2021/relevo", "/en/presidencies/2021/handover", who="se"),
    # what changed, and what stood
    Page("/es/matriz", "/en/matrix", kilobytes=250),
    Page("/es/matriz?al=2021-06-30", "/en/matrix?as-of=2021-06-30", kilobytes=250),
    Page("/es/cambios?desde=GRCM-2021-06", "/en/changes?since=GRCM-2021-06", who="gt-proteccion"),
    Page("/es/cambios?desde=ayer", "/en/changes?since=ayer", status=422),
    Page("/es/cambios/puerta-cerrada", "/en/changes/closed-door", who="gt-proteccion"),
    Page("/es/ficha/us", "/en/sheet/us", who="se"),
    Page("/es/informes/aspecto-critico-de-la-ficha", "/en/reports/critical-aspect-of-the-sheet", who="se"),
    Page("/es/lo-que-sigo", "/en/following", who="grcm-pa"),
    Page("/es/lo-que-sigo/seguir?actividad=PROT-A1", "/en/following/follow?activity=PROT-A1", who="grcm-pa"),
    # meetings
    Page("/es/registro/mandatos", "/en/register/mandates", who="se"),
    Page("/es/registro/mandatos/nuevo", "/en/register/mandates/new", who="se"),
    Page("/es/registro/reuniones", "/en/register/meetings", who="se"),
    # drafting
    Page(
        "/es/documentos/plan-2019-2022/v2/redaccion/3.9/tabla",
        "/en/library/plan-2019-2022/v2/draft/3.9/table",
        who="se",
    ),
    # consensus
    Page("/es/textos/", "/en/texts/", who="ppt"),
    Page("/es/textos/2", "/en/texts/2", who="focal-ca"),
    Page("/es/textos/2/observar", "/en/texts/2/observe", who="focal-ca"),
    Page("/es/textos/2/destinos", "/en/texts/2/fates", who="se"),
    Page("/es/textos/silencio/1", "/en/texts/silence/1", who="focal-ca"),
    Page("/es/textos/silencio/regla", "/en/texts/silence/rule", who="se"),
    Page("/es/aportes/", "/en/inputs/"),
    Page("/es/aportes/AP-2021-002", "/en/inputs/AP-2021-002", who="rrocm"),
    Page("/es/aportes/nuevo", "/en/inputs/new", who="rrocm"),
    Page("/es/reuniones/", "/en/meetings/", who="se"),
    Page("/es/decisiones/", "/en/decisions/"),
    # plans
    # monitoring
    Page("/es/indicadores/", "/en/indicators/"),
    Page("/es/indicadores/?detalle=completo", "/en/indicators/?detalle=completo", who="gt-proteccion"),
    Page("/es/indicadores/PROT-A1-I1", "/en/indicators/PROT-A1-I1"),
    Page("/es/indicadores/IRR-A2-I1/umbrales", "/en/indicators/IRR-A2-I1/pace", who="se"),
    Page("/es/indicadores/FRO-A1-I1", "/en/indicators/FRO-A1-I1", who="se"),
    Page("/es/indicadores/LAB-A1-I1", "/en/indicators/LAB-A1-I1"),
    Page("/es/indicadores/PROT-A1-I1/editar", "/en/indicators/PROT-A1-I1/edit", who="gt-proteccion"),
    Page("/es/indicadores/PROT-A1-I1/periodos", "/en/indicators/PROT-A1-I1/periods", who="gt-proteccion"),
    Page("/es/indicadores/PROT-A1-I1/meta", "/en/indicators/PROT-A1-I1/target", who="gt-proteccion"),
    Page("/es/indicadores/PROT-A1-I2/hitos", "/en/indicators/PROT-A1-I2/milestones", who="gt-proteccion"),
    Page(
        "/es/actividades/PROT-A1/indicadores/asistente",
        "/en/activities/PROT-A1/indicators/assistant",
        who="gt-proteccion",
    ),
    Page("/es/aspectos-criticos/", "/en/critical-aspects/", who="gt-proteccion"),
    Page("/es/aspectos-criticos/nuevo", "/en/critical-aspects/new", who="grcm-pa"),
    Page("/es/apoyo/", "/en/support/", who="observador"),
    Page("/es/actividades/PROT-A1/apoyo/ofrecer", "/en/activities/PROT-A1/support/offer", who="observador"),
    Page("/es/contribuciones", "/en/contributions", who="se"),
    Page("/es/documentos/manual-trata/retomado", "/en/library/manual-trata/taken-up"),
    Page("/es/grupos/proteccion/plan", "/en/groups/protection/plan"),
    Page("/es/grupos/proteccion/plan", "/en/groups/protection/plan", who="gt-proteccion"),
    Page("/es/grupos/migracion-laboral/plan", "/en/groups/labor-migration/plan", who="se"),
    Page("/es/grupos/proteccion/plan/presentado/2", "/en/groups/protection/plan/presented/2"),
    Page(
        "/es/grupos/migracion-laboral/plan/cambiar",
        "/en/groups/labor-migration/plan/change",
        who="gt-laboral",
    ),
    Page(
        "/es/grupos/migracion-laboral/plan/revisiones/abrir",
        "/en/groups/labor-migration/plan/reviews/open",
        who="gt-laboral",
    ),
    Page(
        "/es/grupos/proteccion/plan/revisiones/2",
        "/en/groups/protection/plan/reviews/2",
        who="gt-proteccion",
    ),
    Page(
        "/es/grupos/proteccion/plan/revisiones/2/PROT-A2",
        "/en/groups/protection/plan/reviews/2/PROT-A2",
        who="gt-proteccion",
    ),
    Page(
        "/es/grupos/proteccion/plan/revisiones/2/cerrar",
        "/en/groups/protection/plan/reviews/2/close",
        who="gt-proteccion",
        status=422,
    ),
    Page("/es/indicadores/PROT-A2-I1/reportar", "/en/indicators/PROT-A2-I1/report", who="gt-proteccion"),
    Page("/es/indicadores/PROT-A2-I1/reportar", "/en/indicators/PROT-A2-I1/report", who="se"),
    Page("/es/solicitudes/1/reportar", "/en/requests/1/report", who="focal-hn"),
    Page("/es/solicitudes/1/reasignar", "/en/requests/1/pass-on", who="focal-hn"),
    Page("/es/datos-nacionales/hn/1", "/en/national-figures/hn/1", who="focal-hn"),
    Page("/es/datos/por-validar", "/en/figures/to-validate", who="se"),
    Page("/es/datos/por-validar", "/en/figures/to-validate", who="focal-hn"),
    Page("/es/ventanas", "/en/windows", who="se"),
    Page("/es/ventanas/1", "/en/windows/1", who="ppt"),
    Page("/es/ventanas/1/editar", "/en/windows/1/edit", who="se"),
    Page("/es/ventanas/1/solicitar", "/en/windows/1/ask", who="se"),
    Page("/es/responder/no", "/en/answer/no", status=410),
    Page("/es/registro/correo", "/en/register/letters", who="se"),
    # matrix
    Page("/es/matriz/importar", "/en/matrix/import", who="se"),
    Page("/es/matriz/importar/marco", "/en/matrix/import/framework", who="se"),
    Page("/es/matriz/importar/correspondencias", "/en/matrix/import/mappings", who="se"),
    Page("/es/matriz/importar", "/en/matrix/import", who="observador", status=403),
    # compliance
    Page("/es/cumplimiento/2021", "/en/compliance/2021", who="se"),
    Page(
        "/es/cumplimiento/2021/gestion-fronteriza", "/en/compliance/2021/border-management", who="gt-laboral"
    ),
    Page("/es/cumplimiento/debilidades", "/en/compliance/weaknesses", who="ppt"),
    Page(
        "/es/cumplimiento/2021/gestion-fronteriza/MEETINGS_A_YEAR/explicacion",
        "/en/compliance/2021/border-management/MEETINGS_A_YEAR/explanation",
        who="ppt",
    ),
    Page(
        "/es/cumplimiento/2021/gestion-fronteriza/REPORT_TO_RCGM/constancia",
        "/en/compliance/2021/border-management/REPORT_TO_RCGM/record",
        who="se",
    ),
    # succession
    Page("/es/cierre/2019-2022", "/en/closing/2019-2022"),
    Page("/es/cierre/2019-2022", "/en/closing/2019-2022", who="se"),
    # reports
    Page("/es/informes/", "/en/reports/"),
    Page("/es/informes/2021", "/en/reports/2021", who="se"),
    Page("/es/informes/grcm/GRCM-2021-11", "/en/reports/rcgm/GRCM-2021-11", who="grcm-pa"),
    Page("/es/informes/grupos/proteccion", "/en/reports/groups/protection", who="ppt"),
    Page("/es/informes/grupos/proteccion/2021-2", "/en/reports/groups/protection/2021-2", who="ppt"),
    # and what a person reaches from there
    Page(
        "/es/reuniones/GT-PROT-2021-03/puerta-cerrada", "/en/meetings/GT-PROT-2021-03/closed-door", who="se"
    ),
    Page("/es/reuniones/GT-PROT-2021-03", "/en/meetings/GT-PROT-2021-03", who="se"),
    Page("/es/reuniones/GRCM-2021-11/asistencia", "/en/meetings/GRCM-2021-11/attendance", who="se"),
    Page("/es/reuniones/GRCM-2021-11/paso/cancel", "/en/meetings/GRCM-2021-11/step/cancel", who="se"),
    Page("/es/textos/delegados/2", "/en/texts/delegates/2", who="se"),
    Page("/es/decisiones/GRCM-2021-06/2", "/en/decisions/GRCM-2021-06/2"),
    Page("/es/plan/2019-2022/parametros", "/en/plan/2019-2022/parameters"),
    Page("/es/grupos/proteccion/reuniones", "/en/groups/protection/meetings"),
    Page("/es/solicitudes/2/plazo", "/en/requests/2/deadline", who="se"),
    Page("/es/ventanas/nueva", "/en/windows/new", who="se"),
    Page(
        "/es/plan/2019-2022/pilares/gobernanza-migratoria", "/en/plan/2019-2022/pillars/migration-governance"
    ),
    Page("/es/plan/2019-2022/notas", "/en/plan/2019-2022/notes"),
    Page(
        "/es/documentos/carta-estatutaria/reflejo/1", "/en/library/carta-estatutaria/reflection/1", who="se"
    ),
    Page("/es/documentos/plan-2019-2022", "/en/library/plan-2019-2022"),
    Page("/es/plan/2019-2022/v1...v2", "/en/plan/2019-2022/v1...v2", who="grcm-pa"),
    Page("/es/aspectos-criticos/2", "/en/critical-aspects/2", who="se"),
    Page("/es/datos/27", "/en/figures/27", who="se"),
    Page("/es/apoyo/mi-apoyo", "/en/support/mine", who="observador"),
    Page("/es/actividades/PROT-A1/estado", "/en/activities/PROT-A1/status", who="se"),
    Page("/es/cierre/2019-2022/actividades/PROT-A1", "/en/closing/2019-2022/activities/PROT-A1", who="se"),
    # home
    Page("/es/", "/en/"),
    Page("/es/datos-abiertos", "/en/open-data"),
    Page("/es/buscar?q=trata", "/en/search?q=trata"),
    Page("/es/buscar?q=jacaranda", "/en/search?q=jacaranda"),
    Page("/es/calendario", "/en/calendar", who="gt-proteccion"),
    Page("/es/calendario/suscribirse", "/en/calendar/subscribe", who="gt-proteccion"),
    Page("/es/matriz/filtros", "/en/matrix/filters"),
    Page("/es/mi-trabajo", "/en/my-work", who="se"),
    Page("/es/mi-trabajo", "/en/my-work", who="observador"),
    Page("/es/mi-trabajo", "/en/my-work", who="gt-proteccion"),
    Page("/es/mi-pais", "/en/my-country", who="focal-hn"),
    Page("/es/mi-pais", "/en/my-country", who="gt-proteccion"),
)
