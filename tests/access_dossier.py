"""What the addresses of the RCGM's dossier answer: those who sit in it or work for it, and nobody else."""

from collections.abc import Callable

from tests.access_rows import MEMBERS, Parts, Row, only

OF_NOVEMBER = {"code": "GRCM-2021-11"}
SEATED = only(*MEMBERS, others=403, nobody=302)

PARTS_OF_DOSSIER: dict[str, Parts | Callable[[], Parts]] = {
    "reports:dossier": OF_NOVEMBER,
    "reports:dossier of another organ": {"code": "RVM-2021-06"},
    "reports:dossier_file": {**OF_NOVEMBER, "suffix": "docx"},
    "reports:dossier_file on paper": {**OF_NOVEMBER, "suffix": "pdf"},
    "reports:dossier_file of no kind": {**OF_NOVEMBER, "suffix": "csv"},
}
DOSSIER: dict[str, Row] = {
    "GET reports:dossier": SEATED,
    "GET reports:dossier of another organ": only(*MEMBERS, status=404, others=403, nobody=302),
    "GET reports:dossier_file": SEATED,
    "GET reports:dossier_file on paper": SEATED,
    "GET reports:dossier_file of no kind": only(*MEMBERS, status=404, others=403, nobody=302),
}
