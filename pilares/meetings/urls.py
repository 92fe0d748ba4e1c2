"""Addresses of meetings, decisions and mandates (screens.md §3); codes and paragraphs are permanent."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from pilares.meetings.views import parts, public, register, writing

app_name = "meetings"
urlpatterns = [
    path(_("decisions/"), public.decisions, name="decisions"),
    path(_("decisions.<str:suffix>"), public.export, name="export"),
    path(_("decisions/<str:code>/unnumbered/<int:pk>"), public.unnumbered, name="unnumbered"),
    path(_("decisions/<str:code>/<str:paragraph>/follow-up"), writing.follow_up, name="follow_up"),
    path(_("decisions/<str:code>/<str:paragraph>"), public.cited, name="cited"),
    path(_("meetings/"), public.meetings, name="list"),
    path(_("meetings/convene"), writing.convene, name="convene"),
    path(_("meetings/record"), register.new_meeting, name="meeting_new"),
    path(_("meetings/papers/<uuid:key>"), parts.paper, name="paper"),
    path(_("meetings/<str:code>"), public.meeting, name="page"),
    path(_("meetings/<str:code>/closed-door"), public.closed, name="closed"),
    path(_("meetings/<str:code>/conclusions"), public.conclusions, name="conclusions"),
    path(_("meetings/<str:code>/minutes"), public.minutes, name="minutes"),
    path(_("meetings/<str:code>/correct"), register.edit_meeting, name="meeting"),
    path(_("meetings/<str:code>/step/<slug:verb>"), writing.move, name="move"),
    path(_("meetings/<str:code>/minutes/step/<slug:verb>"), writing.move_minutes, name="move_minutes"),
    path(_("meetings/<str:code>/attendance"), writing.attendance, name="attendance"),
    path(_("meetings/<str:code>/comments/new"), writing.ask_for_comments, name="ask_for_comments"),
    path(_("meetings/<str:code>/comments/<int:pk>"), writing.comment, name="comment"),
    path(_("meetings/<str:code>/decisions/new"), register.new_decision, name="decision_new"),
    path(_("meetings/<str:code>/decisions/<int:pk>"), register.edit_decision, name="decision"),
    path(_("meetings/<str:code>/sessions/new"), parts.add, {"kind": "session"}, name="session_new"),
    path(_("meetings/<str:code>/sessions/<int:pk>"), parts.edit, {"kind": "session"}, name="session"),
    path(
        _("meetings/<str:code>/sessions/<int:pk>/remove"),
        parts.remove,
        {"kind": "session"},
        name="session_remove",
    ),
    path(
        _("meetings/<str:code>/sessions/<int:session>/points/new"),
        parts.add,
        {"kind": "point"},
        name="point_new",
    ),
    path(_("meetings/<str:code>/points/<int:pk>"), parts.edit, {"kind": "point"}, name="point"),
    path(
        _("meetings/<str:code>/points/<int:pk>/remove"), parts.remove, {"kind": "point"}, name="point_remove"
    ),
    path(_("meetings/<str:code>/minutes/new"), parts.add, {"kind": "paragraph"}, name="paragraph_new"),
    path(_("meetings/<str:code>/minutes/<int:pk>"), parts.edit, {"kind": "paragraph"}, name="paragraph"),
    path(
        _("meetings/<str:code>/minutes/<int:pk>/remove"),
        parts.remove,
        {"kind": "paragraph"},
        name="paragraph_remove",
    ),
    path(_("meetings/<str:code>/documents/new"), parts.attach, name="paper_new"),
    path(_("meetings/<str:code>/documents/<int:pk>"), parts.edit_paper, name="paper_edit"),
    path(_("meetings/<str:code>/documents/<int:pk>/remove"), parts.remove_paper, name="paper_remove"),
    path(_("register/meetings"), register.meetings, name="meetings"),
    path(_("register/mandates"), register.mandates, name="mandates"),
    path(_("register/mandates/new"), register.new_mandate, name="mandate_new"),
    path(_("register/mandates/<int:pk>"), register.edit_mandate, name="mandate"),
    path(_("register/mandates/<int:pk>/extend"), register.extend, name="mandate_extend"),
    path(_("register/mandates/<int:pk>/conclude"), register.conclude, name="mandate_conclude"),
]
