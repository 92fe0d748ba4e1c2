"""Addresses of the reports (screens.md §3)."""

from functools import partial

from django.urls import path
from django.utils.translation import gettext_lazy as _

from pilares.reports import views

app_name = "reports"
steps = [
    path(_("reports/<slug:label>/consult"), partial(views.step, verb="freeze"), name="freeze"),
    path(_("reports/<slug:label>/take-back"), partial(views.step, verb="take_back"), name="take_back"),
    path(_("reports/<slug:label>/present"), partial(views.step, verb="present"), name="present"),
    path(_("reports/<slug:label>/inform"), partial(views.step, verb="inform"), name="inform"),
    path(_("reports/<slug:label>/publish"), partial(views.step, verb="publish"), name="publish"),
]
urlpatterns = [
    path(_("reports/"), views.reports, name="reports"),
    path(_("reports/new"), views.begin, name="begin"),
    path(_("reports/<slug:label>"), views.report, name="report"),
    path(_("reports/<slug:label>.<slug:suffix>"), views.report_file, name="file"),
    path(_("reports/<slug:label>/copies/<int:number>"), views.copy, name="copy"),
    path(_("reports/<slug:label>/write/<slug:part>"), views.write, name="write"),
    path(_("reports/<slug:label>/correct"), views.correct, name="correct"),
    *steps,
]
