"""A file to be attached to the draft of a version."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pilares.core.uploads import NotAccepted, Upload, inspect


class FileForm(forms.Form):
    """What the file is called, and the file."""

    one_language = ("title",)

    form_key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    title_es = forms.CharField(label=_("Title in Spanish"), required=False, max_length=200)
    title_en = forms.CharField(label=_("Title in English"), required=False, max_length=200)
    file = forms.FileField(label=_("File"), help_text=_("PDF, picture, spreadsheet or text, up to 10 MB."))

    upload: Upload | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"form_key": uuid.uuid4()})
        super().__init__(*args, **kwargs)

    def clean_file(self) -> Any:
        """Look into the file: its kind is what it holds, never its name."""
        file = self.cleaned_data["file"]
        try:
            self.upload = inspect(file, name=file.name, size=file.size)
        except NotAccepted as refused:
            raise forms.ValidationError(str(refused.reason.text), code=refused.reason.code) from refused
        return file

    def clean(self) -> dict[str, Any]:
        """At least one language is needed."""
        typed: dict[str, Any] = super().clean() or {}
        if not (typed.get("title_es") or typed.get("title_en")):
            self.add_error("title_es", _("Write the title in at least one language."))
        return typed
