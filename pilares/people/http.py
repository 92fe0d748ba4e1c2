"""The request of a person who signed in; views behind `login_required` take it."""

from django.http import HttpRequest

from pilares.people.models import User


class SignedInRequest(HttpRequest):
    """A request whose `user` is a person, never a visitor."""

    user: User
