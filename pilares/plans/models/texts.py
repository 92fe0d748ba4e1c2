"""The text of a version: sections, citable blocks and the notes that travel with their anchor."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from pilares.core.bilingual import Bilingual, Language, text_in_two
from pilares.people.models import Country, User
from pilares.plans.models.documents import Version


class Section(Bilingual):
    """A numbered part of a version; `heading_*` is the line as printed, `title_*` without its number."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="sections")
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="children"
    )
    number = models.CharField(max_length=12)
    anchor = models.CharField(max_length=40)
    order = models.PositiveSmallIntegerField()
    title_es = models.CharField(max_length=300)
    title_en = models.CharField(max_length=300, blank=True)
    title = text_in_two("title")
    heading_es = models.CharField(max_length=320, blank=True)
    heading_en = models.CharField(max_length=320, blank=True)
    heading = text_in_two("heading")
    mark_es = models.TextField(blank=True)
    mark_en = models.TextField(blank=True)
    mark = text_in_two("mark")
    #: nota 6: what the Charter says must be reflected here
    depends_on_charter = models.BooleanField(default=False)
    #: the form that added it; sending it again adds nothing
    form_key = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    class Meta:
        ordering = ("order",)
        constraints = (models.UniqueConstraint(fields=["version", "anchor"], name="section_anchored_once"),)

    def __str__(self) -> str:
        return self.number


class Block(Bilingual):
    """A paragraph, list item, subheading, caption or table with a permanent anchor.

    Texts carry three marks of markup: `*italic*`, `**bold**` and `[^7]` for the reference to a note.
    `table` holds a table's rows of cells, each a list of blocks as in `data/plan_2019_2022.json`.
    """

    class Kind(models.TextChoices):
        PARAGRAPH = "paragraph", _("Paragraph")
        ITEM = "item", _("List item")
        SUBHEADING = "subheading", _("Subheading")
        CAPTION = "caption", _("Caption")
        TABLE = "table", _("Table")

    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="blocks")
    anchor = models.CharField(max_length=40)
    order = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=Kind)
    marker = models.CharField(max_length=8, blank=True)
    level = models.PositiveSmallIntegerField(default=0)
    text_es = models.TextField(blank=True)
    text_en = models.TextField(blank=True)
    text = text_in_two("text")
    mark_es = models.TextField(blank=True)
    mark_en = models.TextField(blank=True)
    mark = text_in_two("mark")
    table = models.JSONField(null=True, blank=True)
    form_key = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    class Meta:
        ordering = ("order",)
        constraints = (models.UniqueConstraint(fields=["section", "anchor"], name="block_anchored_once"),)

    def __str__(self) -> str:
        return self.anchor


class Note(models.Model):
    """A footnote, or a country's statement or reservation, attached to exact words (AC-04).

    A country's note has its original text only: it is never translated by the platform.
    """

    class Kind(models.TextChoices):
        FOOTNOTE = "footnote", _("Footnote")
        STATEMENT = "statement", _("Interpretative declaration")
        RESERVATION = "reservation", _("Reservation")
        DISSOCIATION = "dissociation", _("Dissociation")

    class Anchoring(models.TextChoices):
        UNDECIDED = "undecided", _("To be decided: its words changed")
        KEPT = "kept", _("Kept with the changed words")
        MOVED = "moved", _("Moved to other words")
        AWAITING = "awaiting", _("Awaiting the country's confirmation")

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="notes")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=Kind)
    country = models.ForeignKey(
        Country, null=True, blank=True, on_delete=models.PROTECT, related_name="notes"
    )
    anchor = models.CharField(max_length=40)
    text_es = models.TextField(blank=True)
    text_en = models.TextField(blank=True)
    text = text_in_two("text")
    original_language = models.CharField(max_length=2, choices=Language, default=Language.ES)
    mark_es = models.TextField(blank=True)
    mark_en = models.TextField(blank=True)
    mark = text_in_two("mark")
    #: the exact words that it speaks of; empty where it speaks of all that its anchor holds
    words = models.CharField(max_length=500, blank=True)
    #: the note of the first version that carried it; empty for a note that begins here
    origin = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="copies")
    #: what became of its place when the text changed; empty while its words are as they were
    anchoring = models.CharField(max_length=10, choices=Anchoring, blank=True)
    anchoring_reason = models.TextField(blank=True)
    anchored_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    anchored_at = models.DateTimeField(null=True, blank=True)
    #: the words at its anchor when its place was last settled, by language
    settled_words = models.JSONField(default=dict, blank=True)
    #: what the country communicated since, as `NoteChange` keeps it; a copy, so that no page can miss it
    since: Any = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=["version", "number"], name="note_numbered_once"),)

    def __str__(self) -> str:
        return f"nota {self.number}"

    @property
    def root(self) -> int:
        """The key of the note with which the chain of its copies begins."""
        return self.origin_id or self.pk

    @property
    def undecided(self) -> bool:
        """Whether a person has still to say what becomes of it: its words changed (nota 7, AC-19)."""
        return self.anchoring == self.Anchoring.UNDECIDED


class NoteChange(models.Model):
    """A withdrawal or a replacement that a country communicated; the original words stay (AC-04)."""

    class Kind(models.TextChoices):
        WITHDRAWAL = "withdrawal", _("Withdrawal")
        REPLACEMENT = "replacement", _("Replacement")

    #: the first note of the chain of copies
    note = models.ForeignKey(Note, on_delete=models.PROTECT, related_name="changes")
    kind = models.CharField(max_length=12, choices=Kind)
    country = models.ForeignKey(
        Country, null=True, blank=True, on_delete=models.PROTECT, related_name="note_changes"
    )
    communicated_by = models.CharField(max_length=200)
    communicated_on = models.DateField()
    document = models.CharField(max_length=300)
    text = models.TextField(blank=True)
    language = models.CharField(max_length=2, choices=Language, default=Language.ES)
    by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    form_key = models.UUIDField(null=True, blank=True, unique=True)
    illustrative = models.BooleanField(default=False)

    class Meta:
        ordering = ("communicated_on", "pk")

    def __str__(self) -> str:
        return f"{self.kind} of note {self.note_id}"
