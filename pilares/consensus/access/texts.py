"""Who circulates a text, who speaks for a country on it, and why an act is refused (Tabla 3, M5)."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from pilares.consensus.models import Delegation, Observation, Round
from pilares.core import clock
from pilares.core.access import Reason, Tier
from pilares.people.access import standing_of, type_of_reader
from pilares.people.models import Appointment, Country, Membership, User
from pilares.plans import access as plans
from pilares.plans.models import Document, Version

#: the offices whose holders act for a Member Country
OF_COUNTRIES = frozenset(
    {
        Appointment.Office.DELEGATE,
        Appointment.Office.FOCAL_POINT,
        Appointment.Office.GROUP_MEMBER,
        Appointment.Office.PRESIDENCY,
    }
)
STEERS_ONLY = Reason(
    "STEERS_ONLY", _("The Presidency Pro-Témpore and the Executive Secretariat circulate the texts.")
)
NOT_FOR_A_COUNTRY = Reason(
    "NOT_FOR_A_COUNTRY", _("The delegates of the Member Countries speak for their countries on a text.")
)
CONCLUDED = Reason(
    "ROUND_CONCLUDED",
    _("This round was concluded, and what was said in it stays as it is. Write in the round that is open."),
)


UNDER_SILENCE = Reason("UNDER_SILENCE", _("This text is under the silence procedure until it expires."))
ADOPTED_BY_SILENCE = Reason(
    "ADOPTED_BY_SILENCE", _("This text was adopted by silence: it stays as it is. Record its adoption.")
)


@dataclass(frozen=True)
class Voice:
    """For which country a person could speak on a text, who does, and why the person may not, if so."""

    country: Country | None
    delegate: User | None
    barred: Reason | None

    @property
    def speaks(self) -> bool:
        """Whether the person is the country's delegate for the text."""
        return self.barred is None


def countries_of(user: type_of_reader) -> tuple[str, ...]:
    """Return the Member Countries for which a person holds an office, by code."""
    standing = standing_of(user)
    if not standing.offices & OF_COUNTRIES:
        return ()
    members = Membership.objects.in_force().filter(kind=Membership.Kind.MEMBER)
    return tuple(sorted(members.filter(country__in=standing.countries).values_list("country", flat=True)))


def voice_of(user: type_of_reader, document: Document) -> Voice:
    """Return for whom a person speaks on a text: countries hold positions, not users (screens.md, 12)."""
    countries = countries_of(user)
    if not countries:
        return Voice(None, None, NOT_FOR_A_COUNTRY)
    named = Delegation.objects.filter(document=document, country__in=countries, ended_at=None)
    delegations = sorted(
        named.select_related("user", "country"), key=lambda d: (d.user_id != user.pk, d.country_id)
    )
    for delegation in delegations:
        mine = delegation.user_id == user.pk
        return Voice(delegation.country, delegation.user, None if mine else not_the_delegate(delegation))
    country = Country.objects.get(pk=countries[0])
    return Voice(country, None, _no_delegate(country))


def not_the_delegate(delegation: Delegation) -> Reason:
    """Say who acts for the country, so that the person can speak with them."""
    return Reason(
        "NOT_THE_DELEGATE",
        _("The delegate of %(country)s for this text is %(name)s. Speak with them: only they act here.")
        % {"country": delegation.country.name, "name": delegation.user},
    )


def _no_delegate(country: Country) -> Reason:
    return Reason(
        "NO_DELEGATE",
        _("%(country)s has not named its delegate for this text: its focal point does, or the Secretariat.")
        % {"country": country.name},
    )


def why_not_circulate(user: type_of_reader, version: Version) -> Reason | None:
    """The presidency and the Secretariat circulate a text that is still being agreed, one round at a time."""
    if not standing_of(user).steers:
        return STEERS_ONLY
    if version.status not in {Version.Status.DRAFT, Version.Status.IN_CONSULTATION}:
        return Reason("ADOPTED_TEXT", _("This text is no longer being agreed: prepare its next version."))
    if version.tier in {Tier.GROUP, Tier.CLOSED}:
        return Reason(
            "NOT_FOR_THE_MEMBERS",
            _("This text is kept to a group. Give it the visibility “Member Countries” first."),
        )
    if Round.objects.filter(version=version, concluded_at=None).exists():
        return Reason(
            "ROUND_NOT_CONCLUDED", _("A round of this version is under way: conclude it before the next one.")
        )
    if version.status == Version.Status.DRAFT and (reason := plans.why_not_circulate(user, version)):
        return reason
    return _silent(version)


def _silent(version: Version) -> Reason | None:
    """Say that silence still has its say on a version, or had it: nobody broke it."""
    unbroken = version.silences.filter(broken_at=None).order_by("closes_at").last()
    if unbroken is None:
        return None
    return UNDER_SILENCE if clock.now() < unbroken.closes_at else ADOPTED_BY_SILENCE


def why_not_leave(version: Version, verb: str) -> Reason | None:
    """A text stays with the members while a round or silence asks them; what silence adopted stays."""
    if Round.objects.filter(version=version, concluded_at=None).exists():
        return Reason(
            "ROUND_NOT_CONCLUDED",
            _("The Member Countries are writing on this text: conclude the round first, after its deadline."),
        )
    silent = _silent(version)
    return None if silent is ADOPTED_BY_SILENCE and verb != "take_back" else silent


def why_not_observe(user: type_of_reader, round_: Round) -> Reason | None:
    """The delegate of a country writes until the round is concluded; after the deadline it is marked late."""
    if reason := voice_of(user, round_.version.document).barred:
        return reason
    return CONCLUDED if round_.concluded_at else None


def why_not_withdraw(user: type_of_reader, observation: Observation) -> Reason | None:
    """The delegate of the country takes back what it said while nothing was decided on it."""
    voice = voice_of(user, observation.round.version.document)
    if voice.barred:
        return voice.barred
    if voice.country is None or voice.country.pk != observation.country_id:
        return NOT_FOR_A_COUNTRY
    if observation.round.concluded_at:
        return CONCLUDED
    if observation.fate:
        return Reason(
            "FATE_GIVEN", _("What became of this observation is recorded already, so it stays to be read.")
        )
    return None


def why_not_settle(user: type_of_reader, round_: Round) -> Reason | None:
    """The presidency and the Secretariat say what became of each observation, until they conclude."""
    if not standing_of(user).steers:
        return STEERS_ONLY
    return CONCLUDED if round_.concluded_at else None


def why_not_attach(user: type_of_reader, observation: Observation) -> Reason | None:
    """The Secretariat attaches a declaration or a reservation to its exact words, once, before adoption."""
    if not standing_of(user).secretariat:
        return Reason("SECRETARIAT_ONLY", _("The Executive Secretariat attaches declarations to the text."))
    if observation.kind not in {Observation.Kind.STATEMENT, Observation.Kind.RESERVATION}:
        return Reason(
            "NOT_A_DECLARATION", _("Only a declaration or a reservation becomes a note of the text.")
        )
    if observation.note_number is not None:
        return Reason("ALREADY_ATTACHED", _("This declaration is a note of the text already."))
    if not observation.anchor:
        return Reason(
            "NO_PLACE", _("This declaration names no paragraph: ask the country for its exact words.")
        )
    if observation.round.version.adopted:
        return Reason("ADOPTED_TEXT", _("Adopted text: the country communicates a note to its next version."))
    return None


def why_not_conclude(user: type_of_reader, round_: Round) -> Reason | None:
    """A round is concluded after its deadline, once every observation has its fate (Tabla 3)."""
    if reason := why_not_settle(user, round_):
        return reason
    if clock.now() < round_.closes_at:
        return Reason("DEADLINE_AHEAD", _("The deadline has not passed: the countries can still write."))
    waiting = round_.observations.filter(fate="", withdrawn_at=None)
    places = sorted(set(waiting.values_list("anchor", flat=True)))
    if not places:
        return None
    named = ", ".join(f"§{place}" if place else str(_("the text as a whole")) for place in places[:12])
    return Reason(
        "WITHOUT_FATE",
        _("Say first what became of every observation. Still without a word: %(places)s.")
        % {"places": named},
    )


def why_not_continue(user: type_of_reader, round_: Round) -> Reason | None:
    """A concluded round leads to the next version, while its own is still the one being agreed."""
    if not standing_of(user).steers:
        return STEERS_ONLY
    if round_.concluded_at is None:
        return Reason("ROUND_NOT_CONCLUDED", _("Conclude the round first: the next version follows from it."))
    if round_.version.status not in {Version.Status.DRAFT, Version.Status.IN_CONSULTATION}:
        return Reason("ADOPTED_TEXT", _("This version is no longer the one that is being agreed."))
    return _silent(round_.version)


def why_not_move(user: type_of_reader, round_: Round) -> Reason | None:
    """Who circulates a text may give more time, until the round is concluded."""
    return why_not_settle(user, round_)


def why_not_earlier(was: datetime, becomes: datetime) -> Reason | None:
    """A deadline that was given is never shortened: a country may count on it (AC-06)."""
    if becomes > was:
        return None
    return Reason("DEADLINE_EARLIER", _("A deadline is moved later, never earlier."))


def why_not_name(user: type_of_reader, country: str) -> Reason | None:
    """A country's focal point names its delegate for a text; the Secretariat records it for any country."""
    standing = standing_of(user)
    if standing.secretariat or country in standing.focal:
        return None
    return Reason(
        "FOCAL_POINT_NAMES", _("The focal point of the country, or the Secretariat, names its delegate.")
    )


def why_not_record_step(user: type_of_reader) -> Reason | None:
    """The Secretariat records, with its source, what happened to a text before this system (Tabla 3)."""
    if standing_of(user).secretariat:
        return None
    return Reason("SECRETARIAT_ONLY", _("The Executive Secretariat records what happened before."))
