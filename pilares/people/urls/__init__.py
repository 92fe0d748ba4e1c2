"""Addresses of the actors, of the people and of the Secretariat's register."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from pilares.people.views import actors

app_name = "people"
urlpatterns = [
    path(_("actors"), actors.actors, name="actors"),
    path(_("actors/countries/<slug:code>"), actors.country, name="country"),
    path(_("actors/organs/<slug:slug>"), actors.organ, name="organ"),
]
