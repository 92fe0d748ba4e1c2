"""Files of a version: attached while it is drafted, and as far as the version reaches (Tabla 3)."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from pilares.plans import actions
from pilares.plans.models import VersionFile
from pilares.plans.tests.test_reader import text

DRAFT, READ = "/es/documentos/plan-2019-2022/v2/redaccion/", "/es/plan/2019-2022/v2/"
ATTACH = "/es/documentos/plan-2019-2022/v2/archivos/adjuntar"
KEY = "7d0c4b0e-2f5c-4b52-9c39-0d6b1f0c8a11"


@pytest.fixture
def draft(version, secretariat, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return actions.new_draft(version.document, by=secretariat)


def sent(content: bytes, name: str, **said: str) -> dict[str, object]:
    return {
        "form_key": KEY,
        "title_es": "Anexo estadístico",
        "file": SimpleUploadedFile(name, content),
        **said,
    }


def test_a_file_goes_with_its_version_and_reaches_as_far_as_the_version(
    draft, sign_in, secretariat, member, observer, nobody
):
    client = sign_in(secretariat)
    for _click in range(2):
        assert client.post(ATTACH, sent(b"%PDF-1.7 anexo", "Anexo.pdf")).status_code == 302
    kept = VersionFile.objects.get()
    address = f"/es/documentos/archivos/{kept.key}"
    assert (kept.name, kept.media_type, str(kept.file.name).rpartition("/")[2]) == (
        "Anexo.pdf", "application/pdf", kept.key.hex
    )  # fmt: skip
    assert "Anexo estadístico" in text(client.get(DRAFT))
    assert "Anexo estadístico" in text(sign_in(member).get(READ))
    answer = sign_in(member).get(address)
    assert (b"".join(answer.streaming_content), answer["Cache-Control"]) == (
        b"%PDF-1.7 anexo", "private, no-store"
    )  # fmt: skip
    assert [sign_in(who).get(address).status_code for who in (observer, nobody)] == [404, 404]


def test_what_is_no_document_is_refused_and_nothing_is_kept(draft, sign_in, secretariat):
    client = sign_in(secretariat)
    refused = client.post(ATTACH, sent(b"<html><script>", "Anexo.pdf"))
    assert (refused.status_code, VersionFile.objects.count()) == (422, 0)
    assert "Este tipo de archivo no se acepta" in text(refused)
    assert 'value="Anexo estadístico"' in refused.content.decode()
    nameless = client.post(ATTACH, sent(b"texto", "a.txt", title_es=""))
    assert (nameless.status_code, VersionFile.objects.count()) == (422, 0)


def test_what_the_members_read_keeps_its_files(draft, sign_in, secretariat, delegate):
    kept = actions.attach_file(
        draft, BytesIO(b"texto"), name="a.txt", size=5, title_es="Anexo", by=secretariat
    )
    remove = f"/es/documentos/plan-2019-2022/v2/archivos/{kept.key}/retirar"
    actions.circulate(draft, by=secretariat)
    assert sign_in(secretariat).post(remove).status_code == 403
    assert sign_in(secretariat).post(ATTACH, sent(b"texto", "b.txt")).status_code == 403
    assert VersionFile.objects.count() == 1
    actions.take_back(draft, reason="Se corrige", by=secretariat)
    assert sign_in(secretariat).post(remove).status_code == 302
    assert VersionFile.objects.count() == 0
    assert sign_in(delegate).get(f"/es/documentos/archivos/{kept.key}").status_code == 404
