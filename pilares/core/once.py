"""A form that was sent twice at the same instant: whoever comes second gets the first one's answer."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

P = ParamSpec("P")
Answer = TypeVar("Answer")


def once(act: Callable[P, Answer]) -> Callable[P, Answer]:
    """Let a verb that looks for its `form_key` first look again, when the other was written meanwhile.

    The verb itself decides to whom that answer is given; what is refused for another cause stays refused.
    """

    @wraps(act)
    def acted(*args: P.args, **kwargs: P.kwargs) -> Answer:
        try:
            with transaction.atomic():
                return act(*args, **kwargs)
        except IntegrityError:
            return act(*args, **kwargs)
        except ValidationError as error:
            if "form_key" not in getattr(error, "error_dict", {}):
                raise
            return act(*args, **kwargs)

    return acted
