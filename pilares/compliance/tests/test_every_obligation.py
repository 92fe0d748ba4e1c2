"""Every sentence of the plan that obliges somebody has its rule, or the reason why none answers it (M23)."""

import json
import re
from collections.abc import Iterator
from typing import Any

from pilares.compliance.queries import RULES
from pilares.compliance.queries.unanswered import NOT_ANSWERED
from pilares.plans.actions.loading import PLAN

#: «deberá», «presentará», «se reunirán», «se espera»; what may be done, «podrá», obliges nobody
OBLIGES = re.compile(r"\b(?!podr)(?:\w+(?:rá|rán)|deber\w*|se espera|al menos)\b", re.IGNORECASE)
#: they tell or introduce, and oblige nobody themselves
TELLS = {
    "1.2.p1": "El Plan Estratégico es el documento programático de la CRM mediante el cual los Países "
    "Miembros identifican las actividades en las cuales enfocarán su trabajo durante un periodo de tiempo "
    "determinado, siguiendo un enfoque de gestión por resultados en el corto, mediano y largo plazo.",
    "1.5.p1": "La temporalidad del primer Plan Estratégico de la CRM formulado será 2019-2022.",
    "1.6.p1": "Específicamente, cada uno de estos actores tendrá las siguientes responsabilidades:",
}
#: said in two places, and answered once
ANSWERED = {
    "Cada año, los temas y actividades contemplados en el Plan serán objeto de revisión por parte de los "
    "Grupos de Trabajo": "YEARLY_REVIEW",
}
#: how the Charter was made: it is over (§2)
HISTORY = ("2.",)


def leaves(block: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the paragraphs of a block; those of its cells where it is a table."""
    if block.get("es"):
        yield block
    for row in block.get("rows") or ():
        for cell in row:
            for inner in cell["blocks"]:
                yield from leaves(inner)


def sentences() -> Iterator[tuple[str, str]]:
    """Yield the anchor and the words of each sentence of the plan and of its notes."""
    read = json.loads(PLAN.read_text())
    said = [leaf for section in read["sections"] for block in section["blocks"] for leaf in leaves(block)]
    texts = [(leaf["anchor"], leaf["es"]) for leaf in said]
    texts += [(f"nota-{note['number']}", note["es"]) for note in read["notes"]]
    for anchor, text in texts:
        if not anchor.startswith(HISTORY):
            for sentence in re.split(r"(?<=[.;])\s+", re.sub(r"\*|\[\^\d+\]", "", text)):
                yield anchor, sentence


QUOTES = [rule.quote for rule in RULES] + [quote for _place, quote, _why in NOT_ANSWERED] + list(ANSWERED)


def spoken_for(sentence: str) -> bool:
    """Whether a rule or a reason quotes the sentence, or a part of it."""
    return any(quote in sentence or sentence in quote for quote in QUOTES)


def test_every_sentence_that_obliges_is_a_rule_or_has_its_reason():
    obliging = [(anchor, said) for anchor, said in sentences() if OBLIGES.search(said)]
    assert [one for one in obliging if not spoken_for(one[1]) and TELLS.get(one[0]) != one[1]] == []
    assert len(obliging) == 28


def test_what_tabla_2_and_the_guidelines_entrust_to_each_actor_is_a_rule_or_has_its_reason():
    entrusted = re.compile(r"1\.6\.t2\.r\d+\.(?:\w+)|3\.10\.[a-e]")
    said: dict[str, list[str]] = {}
    for anchor, sentence in sentences():
        if entrusted.fullmatch(anchor) and not anchor.endswith("c1"):
            said.setdefault(anchor, []).append(sentence)
    assert [anchor for anchor, each in said.items() if not any(spoken_for(one) for one in each)] == []
    assert len(said) == 21


def test_what_is_said_twice_is_answered_by_a_rule_that_cites_both_places():
    codes = {rule.code: rule.citation for rule in RULES}
    assert {code: codes[code] for code in ANSWERED.values()} == {"YEARLY_REVIEW": "§1.5, §3.10"}
