"""Addresses of the register of meetings, decisions and mandates."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from pilares.meetings import views

app_name = "meetings"
urlpatterns = [
    path(_("register/meetings"), views.meetings, name="meetings"),
    path(_("register/meetings/new"), views.new_meeting, name="meeting_new"),
    path(_("register/meetings/<int:pk>"), views.edit_meeting, name="meeting"),
    path(_("register/meetings/<int:pk>/decisions"), views.decisions, name="decisions"),
    path(_("register/meetings/<int:pk>/decisions/new"), views.new_decision, name="decision_new"),
    path(_("register/decisions/<int:pk>"), views.edit_decision, name="decision"),
    path(_("register/mandates"), views.mandates, name="mandates"),
    path(_("register/mandates/new"), views.new_mandate, name="mandate_new"),
    path(_("register/mandates/<int:pk>"), views.edit_mandate, name="mandate"),
    path(_("register/mandates/<int:pk>/extend"), views.extend, name="mandate_extend"),
]
