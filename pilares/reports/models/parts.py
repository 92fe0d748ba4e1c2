"""What every report is made of: texts of people, frozen copies, steps and corrections, whichever report."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from pilares.core.bilingual import Bilingual, text_in_two
from pilares.meetings.models import Decision, Meeting


class WrittenText(Bilingual):
    """What people write in a report beside the facts; the system writes no conclusion."""

    text_es = models.TextField(_("Spanish"), blank=True, max_length=20_000)
    text_en = models.TextField(_("English"), blank=True, max_length=20_000)
    text = text_in_two("text")
    written_at = models.DateTimeField(null=True, blank=True)
    capacity = models.CharField(max_length=200, blank=True)

    class Meta:
        abstract = True


class FrozenCopy(models.Model):
    """What a report said at one moment, whole: from these facts it is made again, years later, to the letter.

    `facts` holds every text in both languages (`queries.composing` says its shape); `seal` is the SHA-256
    of facts and texts as canonical JSON.
    """

    number = models.PositiveSmallIntegerField()
    facts = models.JSONField()
    texts = models.JSONField()
    seal = models.CharField(max_length=64)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    #: the English texts lagged and whoever froze it knew so (AC-20)
    translation_pending = models.BooleanField(default=False)

    class Meta:
        abstract = True


class TakenStep(models.Model):
    """One step of a report: who, when, at which meeting, on which decision."""

    verb = models.CharField(max_length=20)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    capacity = models.CharField(max_length=200, blank=True)
    meeting = models.ForeignKey(Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decision = models.ForeignKey(Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    note = models.TextField(blank=True, max_length=2000)

    class Meta:
        abstract = True


class Correction(models.Model):
    """One corrected value of a frozen report: where, what it said, what is right, why and since when."""

    number = models.PositiveSmallIntegerField()
    #: the code of the activity or of the indicator whose value is corrected
    code = models.CharField(max_length=30)
    #: what of it: a key of `queries.corrections.FIELDS`
    field = models.CharField(max_length=20)
    old_es = models.TextField()
    old_en = models.TextField()
    old = text_in_two("old")
    new_es = models.TextField()
    new_en = models.TextField()
    new = text_in_two("new")
    reason_es = models.TextField(max_length=2000)
    reason_en = models.TextField(blank=True, max_length=2000)
    reason = text_in_two("reason")
    on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    capacity = models.CharField(max_length=200, blank=True)

    class Meta:
        abstract = True
