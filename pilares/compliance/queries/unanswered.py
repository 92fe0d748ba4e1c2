"""What the text entrusts to bodies without a fact that tells, so that nobody looks for a rule in vain."""

#: what the text says of bodies without a fact that this system holds, and why no answer is given
NOT_ANSWERED = (
    (
        "§1.4",
        "garanticen la coherencia y relevancia de dichos documentos",
        "It is a judgement; each document shows its relations, and a change of the Charter is answered.",
    ),
    (
        "§1.4, Tabla 1, Redes de Funcionarios de Enlace",
        "serán retomados, según corresponda, en los diferentes Grupos de Trabajo",
        "Each group decides what it takes up; that stands with each document and activity.",
    ),
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
        "§1.6, Tabla 2, Puntos Focales",
        "canalizarán la información a las autoridades correspondientes a lo interno de cada país",
        "It happens inside each country and leaves no fact here.",
    ),
    (
        "§1.6, Tabla 2, Grupos de Trabajo",
        "La implementación y seguimiento del Plan Estratégico estará a cargo de los Grupos de Trabajo",
        "It says who works; what each group owes is answered (§3.9, §3.10, §4.1, §4.2).",
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
        "apoyarán el trabajo técnico-sustantivo del grupo de trabajo pertinente",
        "Support leaves no fact of its own; offers and what became of them stand with each activity.",
    ),
    (
        "§3.10",
        "Para ello la SE-CRM facilitará una matriz de seguimiento y evaluación.",
        "That matrix is here, with its Excel file; that it is kept is answered (§4.2).",
    ),
    (
        "§3.10",
        "con la colaboración de la SE y la posibilidad de apoyo de otro País Miembro",
        "It is a possibility, not an obligation.",
    ),
)
