"""Addresses of the actors, of the people and of the Secretariat's register."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from pilares.people.views import actors, asking, kept, letters, own, people, register

app_name = "people"
urlpatterns = [
    path(_("actors"), actors.actors, name="actors"),
    path(_("actors/countries/<slug:code>"), actors.country, name="country"),
    path(_("actors/organs/<slug:slug>"), actors.organ, name="organ"),
    path(_("account"), own.me, name="me"),
    path(_("write-to-the-secretariat"), asking.ask, name="ask"),
    path(_("kept/<int:pk>"), kept.kept_form, name="kept"),
    path(_("invitation/<str:token>"), own.accept, name="accept"),
    path(_("first-run/<str:token>"), own.first_run, name="first_run"),
    path(_("register"), register.register, name="register"),
    path(_("register/people"), people.people, name="people"),
    path(_("register/people/invite"), people.invite_person, name="invite"),
    path(_("register/people/<int:pk>/office"), people.appoint_person, name="appoint"),
    path(_("register/people/<int:pk>/invite-again"), people.invite_again, name="invite_again"),
    path(_("register/offices/<int:pk>/end"), people.end_office, name="end_office"),
    path(_("register/letters"), letters.letters, name="letters"),
    path(_("register/letters/<int:pk>/try-again"), letters.try_again, name="letter_try_again"),
    path(_("register/presidencies"), register.presidencies, name="presidencies"),
    path(_("register/presidencies/new"), register.new_presidency, name="presidency_new"),
    path(_("register/presidencies/<int:pk>"), register.edit_presidency, name="presidency"),
    path(_("register/seats"), register.seats, name="seats"),
    path(_("register/seats/new"), register.new_seat, name="seat_new"),
    path(_("register/seats/<int:pk>/end"), register.close_seat, name="seat_end"),
]
