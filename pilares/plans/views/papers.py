"""The plan and every other text as an official document: Word and PDF."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from pilares.core.kinds import PDF, WORD
from pilares.plans.exports.paper import pdf, word
from pilares.plans.models import Version
from pilares.plans.queries.printing import printed
from pilares.plans.views.loading import load_version, open_text

KINDS = {"docx": (word, WORD), "pdf": (pdf, PDF)}


@require_safe
def version_file(request: HttpRequest, period: str, number: int, suffix: str) -> HttpResponse:
    """A version of a plan as Word or PDF, as far as the reader may see its tables."""
    return answer(request, load_version(request, period, number), suffix)


@require_safe
def text_file(request: HttpRequest, code: str, number: int, suffix: str) -> HttpResponse:
    """A version of any document as Word or PDF."""
    return answer(request, open_text(request, code, number), suffix)


def answer(request: HttpRequest, version: Version, suffix: str) -> HttpResponse:
    """Answer with the file, on Letter or, where it is asked for, on A4."""
    if suffix not in KINDS:
        raise Http404
    write, kind = KINDS[suffix]
    said = printed(version, request.user)
    content = write(said, paper="a4" if "a4" in request.GET else "letter")
    response = HttpResponse(content, content_type=kind)
    name = f"pilares-{version.document.code}-v{version.number}-{said.filling.as_of:%Y-%m-%d}.{suffix}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
