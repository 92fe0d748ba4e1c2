"""Addresses without a language: the front door, the health of the service, what search engines read."""

from django.urls import path

from pilares.home import views

urlpatterns = [
    path("", views.front_door, name="front_door"),
    path("healthz", views.health, name="health"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", views.sitemap, name="sitemap"),
]
