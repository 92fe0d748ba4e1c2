"""What the Secretariat may do with a letter that did not go out."""

from django.db import transaction

from pilares.core.access import require
from pilares.core.letters import Letter, try_again
from pilares.core.trail import record
from pilares.people.access import why_not_keep_the_register
from pilares.people.models import User


@transaction.atomic
def try_letter_again(letter: Letter, *, by: User) -> bool:
    """Send a letter that failed or is in doubt once more; return whether that made sense."""
    require(why_not_keep_the_register(by))
    done = try_again(letter)
    if done:
        record(letter, "try_again", by=by)
    return done
