"""A gate before the views: a file is composed once it opens, and it counts who came to it."""

import threading
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

OPEN = threading.Event()
CAME: list[str] = []


def gate(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Let requests for files through while the gate is open; a request that waits for ten seconds fails."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.path.endswith((".docx", ".pdf", ".xlsx")):
            CAME.append(request.get_full_path())
            if not OPEN.wait(10):
                raise TimeoutError("the gate stayed shut")
        return get_response(request)

    return middleware
