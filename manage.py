#!/usr/bin/env python
"""Django's command line for Pilares; `bin/start` and `bin/test` are the usual doors."""

import os
import sys


def stand_in_the_demo(instant: str) -> None:
    """Say to the settings, before they are read, that `start --demo` means the demo and its instant."""
    os.environ["PILARES_DEMO"] = "1"
    os.environ.setdefault("PILARES_NOW", instant)


def main() -> None:
    """Run the command named on the command line; what the operator can mend is said in one sentence."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        from django.core.exceptions import ImproperlyConfigured  # noqa: PLC0415 (may be missing)
        from django.core.management import execute_from_command_line  # noqa: PLC0415

        from pilares.core.clock import DEMO_STANDS_ON  # noqa: PLC0415
    except ImportError:
        sys.exit("Pilares: Django is not in this environment: run bin/start, which makes it whole.")
    if sys.argv[1:2] == ["start"] and "--demo" in sys.argv:
        stand_in_the_demo(DEMO_STANDS_ON)
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.exit(f"Pilares: {error}")


if __name__ == "__main__":
    main()
