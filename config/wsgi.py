"""The application that granian serves."""

import ctypes
import gc
import os
from contextlib import suppress

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()

# what a process loads at its start lives as long as it does: looking through it again and again for garbage
# took a quarter of the time of every large page, sheet and import
gc.collect()
gc.freeze()
gc.set_threshold(50_000, 20, 100)

# a large page is made of megabytes that are free again when it is sent: given back to the system and taken
# anew for the next one, they cost a seventh of its time. Up to 32 MB of them stay with the process.
KEEP_FREE, ASK_APART_FROM = -1, -3  # M_TRIM_THRESHOLD and M_MMAP_THRESHOLD of malloc.h
with suppress(AttributeError, OSError):  # other systems than Linux with glibc have no such choice
    libc = ctypes.CDLL(None)
    libc.mallopt(KEEP_FREE, 32 << 20)
    libc.mallopt(ASK_APART_FROM, 16 << 20)
