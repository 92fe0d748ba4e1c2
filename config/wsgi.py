"""The application that granian serves."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()

# what a process loads at its start lives as long as it does: looking through it again and again for garbage
# took a quarter of the time of every large page, sheet and import
gc.collect()
gc.freeze()
gc.set_threshold(50_000, 20, 100)
