"""What the Secretariat types to register a document (Tabla 1)."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pilares.core.access import Tier
from pilares.people.models import Body
from pilares.plans.forms.steps import REACH
from pilares.plans.models import Document

#: a Strategic Plan comes with its pillars and themes, and is not registered on a page
KINDS = [
    (kind, kind.label)
    for kind in (
        Document.Kind.NETWORK,
        Document.Kind.PRESIDENCY_PLAN,
        Document.Kind.CHARTER,
        Document.Kind.TEXT,
    )
]


class DocumentForm(forms.Form):
    """Kind, titles, years, whose it is, where it comes from and who may read of it."""

    kind = forms.ChoiceField(label=_("Kind"), choices=KINDS, widget=forms.RadioSelect)
    title_es = forms.CharField(label=_("Title in Spanish"), max_length=300)
    title_en = forms.CharField(label=_("Title in English"), max_length=300, required=False)
    period = forms.CharField(
        label=_("Years"),
        max_length=30,
        required=False,
        help_text=_("As its own title gives them: 2019-2025."),
    )
    body = forms.ModelChoiceField(
        label=_("Organ, group or network"), queryset=Body.objects.none(), required=False
    )
    about_es = forms.CharField(
        label=_("What it is, in Spanish"), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
    about_en = forms.CharField(
        label=_("What it is, in English"), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
    source = forms.CharField(
        label=_("Source"),
        max_length=300,
        required=False,
        help_text=_("Where it is known from: a document, a page, a meeting."),
    )
    tier = forms.ChoiceField(
        label=_("Who may read of it"), choices=REACH, widget=forms.RadioSelect, initial=Tier.MEMBERS
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["body"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 (for the type checker)
        field.queryset = Body.objects.all()
