"""Files of evidence: kept under random names, handed over to whoever may see the figure, and to no other."""

import uuid
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from pilares.monitoring import actions
from pilares.monitoring.actions import Figure
from pilares.monitoring.models import Evidence, Measurement

PDF = b"%PDF-1.4 illustrative"


@pytest.fixture
def draft(period, member) -> Measurement:
    return actions.report(
        period=period, country="", figure=Figure(value=Decimal(3)), form_key=uuid.uuid4(), by=member
    )


@pytest.fixture
def evidence(draft, sign_in, member, settings, tmp_path) -> Evidence:
    settings.MEDIA_ROOT = tmp_path / "files"
    file = SimpleUploadedFile("Nota oficial ñ.pdf", PDF)
    sign_in(member).post(f"/es/datos/{draft.pk}/evidencia", {"files": [file]})
    return Evidence.objects.get()


def test_a_file_is_kept_outside_any_web_root_under_a_name_that_says_nothing(evidence, settings):
    path = Path(evidence.file.path)
    assert path.relative_to(settings.MEDIA_ROOT).parts[0] == "evidence"
    assert path.name == evidence.key.hex
    assert path.suffix == ""
    assert evidence.name == "Nota oficial ñ.pdf"
    assert not getattr(settings, "MEDIA_URL", "/").startswith("/static")


def test_it_is_handed_over_to_be_saved_and_kept_by_no_cache(evidence, sign_in, member):
    answer = sign_in(member).get(f"/es/evidencia/{evidence.key}")
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, no-store"


def test_whoever_may_not_see_it_gets_the_page_of_a_wrong_address(
    evidence, draft, sign_in, member, other_member, outsider, observer, presidency, nobody, focal_point
):
    for user in (other_member, outsider, observer, presidency, focal_point):  # it is a draft
        assert sign_in(user).get(f"/es/evidencia/{evidence.key}").status_code == 404
    other = uuid.uuid4()
    hidden = sign_in(nobody).get(f"/es/evidencia/{evidence.key}").content.decode()
    wrong = sign_in(nobody).get(f"/es/evidencia/{other}").content.decode()
    assert hidden.replace(str(evidence.key), str(other)) == wrong


def test_once_sent_the_group_and_who_steers_open_it_and_once_validated_the_public_still_does_not(
    evidence, draft, sign_in, member, other_member, presidency, outsider, observer, nobody
):
    url = f"/es/evidencia/{evidence.key}"

    def open_to() -> list[int]:
        readers = (other_member, presidency, outsider, observer, nobody)
        return [sign_in(user).get(url).status_code for user in readers]

    actions.send(draft, by=member)
    assert open_to() == [200, 200, 404, 404, 404]
    actions.validate(draft, by=presidency)
    assert open_to() == [200, 200, 200, 404, 404]


def test_a_file_is_removed_from_a_draft_and_not_from_what_was_sent(
    evidence, draft, sign_in, member, django_capture_on_commit_callbacks
):
    path = Path(evidence.file.path)
    actions.send(draft, by=member)
    assert sign_in(member).post(f"/es/evidencia/{evidence.key}/quitar").status_code == 403
    assert path.exists()
    actions.take_back(draft, by=member)
    with django_capture_on_commit_callbacks(execute=True):
        assert sign_in(member).post(f"/es/evidencia/{evidence.key}/quitar").status_code == 302
    assert not path.exists()
    assert not Evidence.objects.exists()


def test_a_discarded_draft_takes_its_files_with_it(
    evidence, draft, sign_in, member, django_capture_on_commit_callbacks
):
    path = Path(evidence.file.path)
    with django_capture_on_commit_callbacks(execute=True):
        sign_in(member).post(f"/es/datos/{draft.pk}/descartar")
    assert not path.exists()


def test_nobody_adds_files_to_the_figure_of_another(evidence, draft, sign_in, other_member):
    file = SimpleUploadedFile("nota.pdf", PDF)
    answer = sign_in(other_member).post(f"/es/datos/{draft.pk}/evidencia", {"files": [file]})
    assert answer.status_code == 404


def test_several_files_go_at_once_and_at_most_ten(evidence, draft, sign_in, member):
    files = [SimpleUploadedFile(f"nota-{n}.pdf", PDF) for n in range(12)]
    answer = sign_in(member).post(f"/es/datos/{draft.pk}/evidencia", {"files": files}, follow=True)
    assert Evidence.objects.count() == 10
    assert "Un dato admite diez archivos como máximo." in answer.content.decode()
