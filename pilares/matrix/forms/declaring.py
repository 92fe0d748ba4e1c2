"""Why an activity is completed though a target was not met (§4.2 a, AC-14)."""

from typing import IO, Any, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from pilares.core.uploads import NotAccepted, inspect


class ExplanationForm(forms.Form):
    """What the group says of the target that was not met, and where it can be checked."""

    text = forms.CharField(
        label=_("Why it is completed although the target is not met"),
        help_text=_("The group's explanation goes with the status, also in the annual report."),
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
        error_messages={"required": _("Write the explanation of the group.")},
    )
    evidence = forms.CharField(
        label=_("Evidence"),
        help_text=_("A document, minutes or an address where it can be checked."),
        max_length=300,
        required=False,
    )
    file = forms.FileField(
        label=_("File of evidence"),
        help_text=_(
            "PDF, picture, spreadsheet or text, up to 10 MB. Only those who act for a member open it."
        ),
        required=False,
        widget=forms.FileInput({"accept": ".pdf,.jpg,.jpeg,.png,.webp,.xlsx,.ods,.docx,.odt,.csv,.txt"}),
    )

    def clean_file(self) -> "UploadedFile[Any] | None":
        """Refuse a file by what it holds; the words stay in the form, and the browser asks for it again."""
        file: UploadedFile[Any] | None = self.cleaned_data["file"]
        if file is not None:
            try:
                inspect(cast("IO[bytes]", file), name=file.name or "", size=file.size or 0)
            except NotAccepted as refused:
                raise forms.ValidationError(str(refused.reason)) from refused
        return file

    def add_prefix(self, field_name: str) -> str:
        """Name the explanation as such among the fields of the declaration."""
        return {"text": "explanation"}.get(field_name, field_name)
