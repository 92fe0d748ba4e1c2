"""Addresses of compliance with the plan's own rules, and of the scorecard of the weaknesses."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from pilares.compliance import views

app_name = "compliance"
urlpatterns = [
    path(_("compliance/"), views.overview, name="overview"),
    path(_("compliance/weaknesses"), views.weaknesses, name="weaknesses"),
    path(_("compliance/all.<slug:suffix>"), views.export, name="export_all"),
    path(_("compliance/<int:year>.<slug:suffix>"), views.export, name="export"),
    path(_("compliance/records/<int:pk>/withdraw"), views.withdraw, name="withdraw"),
    path(_("compliance/<int:year>"), views.year, name="year"),
    path(_("compliance/<int:year>/<slug:slug>"), views.body, name="body"),
    path(_("compliance/<int:year>/<slug:slug>/<str:code>/explanation"), views.explain, name="explain"),
    path(_("compliance/<int:year>/<slug:slug>/<str:code>/record"), views.record, name="record"),
]
