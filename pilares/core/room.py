"""Room for the calls of a whole request, taken once (ADR 0019).

Python keeps calls in chunks of 16 KB. One that no longer fits takes another chunk from the system, and gives
it back when it returns: where a loop stands at such an edge, each of its calls does so.
"""

from collections.abc import Callable
from typing import TypeVar

Asked = TypeVar("Asked")
Answer = TypeVar("Answer")
#: places of 8 bytes: over half a megabyte, so the chunk is of one, and its other half is for calls
PLACES = 66_000


def room_for_calls(get_response: Callable[[Asked], Answer]) -> Callable[[Asked], Answer]:
    """Answer a request within one chunk; of its memory only what calls fill is really taken."""

    def middleware(request: Asked) -> Answer:
        return get_response(request)

    middleware.__code__ = middleware.__code__.replace(co_stacksize=PLACES)
    return middleware
