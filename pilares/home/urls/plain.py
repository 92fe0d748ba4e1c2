"""Addresses without a language: the front door and the health of the service."""

from django.urls import path

from pilares.home import views

urlpatterns = [
    path("", views.front_door, name="front_door"),
    path("healthz", views.health, name="health"),
]
