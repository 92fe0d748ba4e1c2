"""Files of a version: attached and taken out while it is drafted, handed over to whoever reads it."""

from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pilares.core.access import Tier
from pilares.core.http import hand_over, sent
from pilares.core.trail import opened
from pilares.people.http import SignedInRequest
from pilares.people.models import User
from pilares.plans import actions
from pilares.plans.forms.files import FileForm
from pilares.plans.models import Version, VersionFile
from pilares.plans.queries import head_of
from pilares.plans.views.drafting import of_a_draft, to_draft
from pilares.plans.views.loading import shown


@require_http_methods(["GET", "HEAD", "POST"])
@of_a_draft
def attach(request: SignedInRequest, version: Version) -> HttpResponse:
    """Attach a file to a draft."""
    form = FileForm(sent(request), request.FILES or None)
    if form.is_valid():
        typed = form.cleaned_data
        file = typed.pop("file")
        actions.attach_file(version, file, name=file.name, size=file.size, by=request.user, **typed)
        messages.success(request, _("The file is attached to this version."))
        return to_draft(version)
    context = {"head": head_of(version), "code": version.document.code, "form": form}
    return shown(request, "plans/file_attach.html", context, form)


@require_POST
@of_a_draft
def remove(request: SignedInRequest, version: Version, key: UUID) -> HttpResponse:
    """Take a file out of a draft."""
    actions.remove_file(get_object_or_404(VersionFile, key=key, version=version), by=request.user)
    messages.success(request, _("The file is taken out of this version."))
    return to_draft(version)


@require_safe
def file(request: HttpRequest, key: UUID) -> HttpResponse | FileResponse:
    """Hand a file over to whoever may read its version; the opening of a closed one is written down."""
    seen = VersionFile.objects.visible_to(request.user).select_related("version__document")
    found = seen.filter(key=key).first()
    if found is None:
        raise Http404
    closed = Tier.CLOSED in {found.version.tier, found.version.document.tier}
    if closed and isinstance(request.user, User):
        opened(found, by=request.user)
    return hand_over(found.file, name=found.name, media_type=found.media_type)
