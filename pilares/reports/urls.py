"""Addresses of the reports (screens.md §3)."""

from functools import partial

from django.urls import path
from django.utils.translation import gettext_lazy as _

from pilares.reports.views import annual as views
from pilares.reports.views import dossier, groups, sheets

app_name = "reports"
steps = [
    path(_("reports/<slug:label>/consult"), partial(views.step, verb="freeze"), name="freeze"),
    path(_("reports/<slug:label>/take-back"), partial(views.step, verb="take_back"), name="take_back"),
    path(_("reports/<slug:label>/present"), partial(views.step, verb="present"), name="present"),
    path(_("reports/<slug:label>/inform"), partial(views.step, verb="inform"), name="inform"),
    path(_("reports/<slug:label>/publish"), partial(views.step, verb="publish"), name="publish"),
]
of_groups = [
    path(_("reports/groups/<slug:slug>"), groups.group_reports, name="group_reports"),
    path(_("reports/groups/<slug:slug>/new"), groups.begin, name="group_begin"),
    path(_("reports/groups/<slug:slug>/<slug:label>"), groups.group_report, name="group_report"),
    path(_("reports/groups/<slug:slug>/<slug:label>.<slug:suffix>"), groups.group_file, name="group_file"),
    path(_("reports/groups/<slug:slug>/<slug:label>/copies/<int:number>"), groups.copy, name="group_copy"),
    path(
        _("reports/groups/<slug:slug>/<slug:label>/copies/<int:number>.<slug:suffix>"),
        groups.copy_file,
        name="group_copy_file",
    ),
    path(_("reports/groups/<slug:slug>/<slug:label>/write/<slug:part>"), groups.write, name="group_write"),
    path(
        _("reports/groups/<slug:slug>/<slug:label>/consult"),
        partial(groups.step, verb="consult"),
        name="group_consult",
    ),
    path(
        _("reports/groups/<slug:slug>/<slug:label>/take-back"),
        partial(groups.step, verb="take_back"),
        name="group_take_back",
    ),
    path(
        _("reports/groups/<slug:slug>/<slug:label>/present"),
        partial(groups.step, verb="present"),
        name="group_present",
    ),
    path(
        _("reports/groups/<slug:slug>/<slug:label>/open"),
        partial(groups.step, verb="open"),
        name="group_open",
    ),
    path(_("reports/groups/<slug:slug>/<slug:label>/correct"), groups.correct, name="group_correct"),
]
urlpatterns = [
    *of_groups,
    path(_("reports/rcgm/<slug:code>"), dossier.dossier, name="dossier"),
    path(_("reports/rcgm/<slug:code>.<slug:suffix>"), dossier.dossier_file, name="dossier_file"),
    path(_("reports/"), views.reports, name="reports"),
    path(_("reports/new"), views.begin, name="begin"),
    path(_("reports/critical-aspect-of-the-sheet"), sheets.choose, name="choose_aspect"),
    path(_("reports/<slug:label>"), views.report, name="report"),
    path(_("reports/<slug:label>.<slug:suffix>"), views.report_file, name="file"),
    path(_("reports/<slug:label>/copies/<int:number>"), views.copy, name="copy"),
    path(_("reports/<slug:label>/copies/<int:number>.<slug:suffix>"), views.copy_file, name="copy_file"),
    path(_("reports/<slug:label>/write/<slug:part>"), views.write, name="write"),
    path(_("reports/<slug:label>/correct"), views.correct, name="correct"),
    *steps,
]
