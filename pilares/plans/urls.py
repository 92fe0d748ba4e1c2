"""Addresses of the plan, its text, pillars and themes, and of the library (screens.md §3)."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from pilares.plans import views

app_name = "plans"
urlpatterns = [
    path(_("plan/"), views.plan_in_force, name="plan_in_force"),
    path(_("plan/<slug:period>/"), views.plan, name="plan"),
    path(_("plan/<slug:period>/notes"), views.notes, name="notes"),
    path(_("plan/<slug:period>/themes/"), views.themes, name="themes"),
    path("plan/<slug:period>/v<int:number>/", views.whole, name="whole"),
    path("plan/<slug:period>/v<int:number>.json", views.version_as_json, name="version_json"),
    path(_("plan/<slug:period>/v<int:number>/approval"), views.approval, name="approval"),
    path("plan/<slug:period>/v<int:number>/<str:anchor>", views.section, name="section"),
    path(_("library/"), views.library, name="library"),
    path(_("library/<slug:code>"), views.document, name="document"),
]
