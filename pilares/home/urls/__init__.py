"""Addresses of the public home and of each person's own pages."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from pilares.home import views

app_name = "home"
urlpatterns = [
    path("", views.progress, name="progress"),
    path(_("my-work"), views.my_work, name="my_work"),
    path(_("my-country"), views.my_country, name="my_country"),
    path(_("calendar"), views.calendar, name="calendar"),
    path(_("calendar.ics"), views.calendar_ics, name="calendar_ics"),
    path(_("calendar/subscribe"), views.subscribe, name="subscribe"),
    path(_("calendar/groups/<slug:slug>.ics"), views.calendar_ics, name="calendar_group"),
    path(_("calendar/mine/<str:token>.ics"), views.calendar_mine, name="calendar_mine"),
    path(_("groups/<slug:slug>/meetings"), views.group_meetings, name="group_meetings"),
    path(_("publications.atom"), views.publications_feed, name="publications"),
    path(_("search"), views.search, name="search"),
    path(_("sheet/"), views.sheets, name="sheets"),
    path(_("sheet/<slug:code>"), views.sheet, name="sheet"),
    path(_("sheet/<slug:code>.pdf"), views.sheet_pdf, name="sheet_pdf"),
    path(_("glossary"), views.glossary_page, name="glossary"),
    path(_("open-data"), views.open_data, name="open_data"),
    path(_("open-data/<slug:slug>.<slug:suffix>"), views.dataset, name="dataset"),
    path(_("presidencies/"), views.presidencies, name="presidencies"),
    path(_("presidencies/panel"), views.presidency_panel, name="panel"),
    path(_("presidencies/<slug:label>"), views.presidency, name="presidency"),
    path(_("presidencies/<slug:label>/handover"), views.handover, name="handover"),
    path(_("presidencies/<slug:label>/handover.<slug:suffix>"), views.handover_file, name="handover_file"),
    path(_("presidencies/<slug:label>/handover/accept"), views.accept, name="accept_handover"),
]
