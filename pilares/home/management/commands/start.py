"""Prepare this instance and serve it: what `bin/start` hands over to."""

import errno
import hashlib
import http.client
import os
import socket
import sys
import tempfile
import time
from contextlib import nullcontext
from pathlib import Path
from typing import Any, NoReturn

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.urls import reverse
from django.utils.translation import override

from pilares.core import clock
from pilares.home.actions import demo_password
from pilares.home.actions.rows import DOMAIN
from pilares.people.access import first_run_token
from pilares.plans.models import Document

GRANIAN = ("--interface", "wsgi", "--workers", "2", "--blocking-threads", "1")
QUIETLY = ("--no-ws", "--log-level", "warning")
CONTENT = ("load_actors", "load_meetings", "load_plan")  # each stands on those before it
APPLICATION = "config.wsgi:application"
WILDCARDS = ("0.0.0.0", "::")  # noqa: S104 (addresses to translate for a person, not to bind)
STOP_WITH = "Ctrl+C stops it."
PATIENCE = 60.0  # seconds that a slow machine may take to answer its first request


class Command(BaseCommand):
    """Every step is idempotent: running it again is quick and loses nothing."""

    help = "Prepare this instance (database, plan, actors, static files) and serve it."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare --demo, which manage.py has already told the settings, and --prepare-only."""
        parser.add_argument("--demo", action="store_true", help="illustrative data, on 15 October 2021")
        parser.add_argument("--prepare-only", action="store_true", help="do not serve")

    def handle(self, *args: Any, demo: bool, prepare_only: bool, **options: Any) -> None:
        """Check what can be checked before touching anything, then prepare, then serve."""
        os.umask(0o077)  # what the instance writes is for its own account alone
        host, port = address()
        if settings.DEMO and not demo:
            stop("PILARES_DEMO is set, so this would be the demo: take it out, or say bin/start --demo.")
        if not prepare_only:
            require_free(host, port)
        require_writable(settings.DATA_DIR)
        require_database()
        require_same_kind(demo=demo)
        self.prepare(demo=demo)
        if not prepare_only:
            announce_when_ready(host, port, self.welcome(host, port, demo=demo))
            serve(host, port)

    def prepare(self, *, demo: bool) -> None:
        """Bring database and static files up to this version; all the content enters, or none of it."""
        executor = MigrationExecutor(connection)
        behind = bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
        if behind:
            self.stdout.write("Preparing the database...")
            call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
        with transaction.atomic(), clock.laying(clock.DEMO_STANDS_ON) if demo else nullcontext():
            for loader in (*CONTENT, *(("load_demo",) if demo else ())):
                call_command(loader, verbosity=0)
            if behind:  # what an earlier version kept is not in the index yet
                call_command("index", verbosity=0)
        collect_static()

    def welcome(self, host: str, port: int, *, demo: bool) -> list[str]:
        """Return the lines that tell the operator where to look, and as whom."""
        name = "localhost" if host in WILDCARDS else host
        where = f"http://[{name}]:{port}" if ":" in name else f"http://{name}:{port}"
        if not demo:
            return [f"Pilares answers at {where}/", *first_run_lines(where), *mail_lines(), STOP_WITH]
        people = get_user_model().objects.filter(email__endswith=DOMAIN).order_by("pk")
        return [
            f"Pilares answers at {where}/ with illustrative data; its clock stands at {settings.NOW}.",
            "Sign in with any of these accounts:",
            *(f"  {person.email:<28} {person.name}".rstrip() for person in people),
            f"Password of all of them: {demo_password()}",
            STOP_WITH,
        ]


def mail_lines() -> list[str]:
    """Return where letters wait while no mail server is named, or invitations would seem lost."""
    if "filebased" not in settings.EMAIL_BACKEND:
        return []
    return [f"No mail server is named (PILARES_SMTP_HOST): letters wait in {settings.EMAIL_FILE_PATH}"]


def first_run_lines(where: str) -> list[str]:
    """Return the address where the Secretariat makes its account; it serves once, while there is none."""
    if get_user_model().objects.exists():
        return []
    with override(settings.LANGUAGE_CODE):
        path = reverse("people:first_run", args=[first_run_token()])
    return [f"First run: the Executive Secretariat makes its account at {where}{path}"]


def stop(sentence: str) -> NoReturn:
    """End with one sentence that says what happened and how to mend it."""
    raise SystemExit(f"Pilares: {sentence}")


def address() -> tuple[str, int]:
    """Return the host and the port on which to listen, from the environment."""
    text = os.environ.get("PILARES_PORT") or "8000"
    if not text.isascii() or not text.isdigit() or not 0 < int(text) < 65536:
        stop(f"PILARES_PORT must be a number from 1 to 65535, and it is {text!r}.")
    return settings.HOST, int(text)


def require_free(host: str, port: int) -> None:
    """Refuse an address that is taken, before anything is prepared."""
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        socket.create_server((host, port), family=family).close()
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            stop(
                f"port {port} of {host} is in use: stop what uses it, or choose another port, "
                f"as in PILARES_PORT={port + 1} bin/start."
            )
        stop(f"{host}:{port} cannot be listened on ({error.strerror}): check PILARES_HOST and PILARES_PORT.")


def require_writable(folder: Path) -> None:
    """Refuse a data folder in which nothing can be written."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=folder).close()
    except OSError as error:
        stop(
            f"the data folder {folder} cannot be written ({error.strerror}): "
            "mend its rights, or name another in PILARES_DATA."
        )


def require_database() -> None:
    """Refuse a database that does not answer or is not one."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            connection.introspection.table_names(cursor)
    except DatabaseError as error:
        said = " ".join(str(error).split())
        stop(f"the database cannot be used ({said}): see that it runs, and check DATABASE_URL.")


def require_same_kind(*, demo: bool) -> None:
    """Refuse to lay the demo over a real instance, or to serve a demo's data as real."""
    if "people_user" not in connection.introspection.table_names():
        return
    users = get_user_model().objects
    holds_demo = users.filter(email__endswith=DOMAIN).exists()
    if holds_demo and not demo:
        stop("this database holds the demo: name another in DATABASE_URL, or say bin/start --demo.")
    if demo and not holds_demo and (users.exists() or Document.objects.exists()):
        stop("this database holds a real instance: for the demo, name another in DATABASE_URL, or none.")


def collect_static() -> None:
    """Collect the static files when one of them changed since the last time."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            stat = Path(storage.path(path)).stat()
            digest.update(f"{path} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    stamp = Path(settings.STATIC_ROOT) / ".collected"
    if stamp.exists() and stamp.read_text() == digest.hexdigest():
        return
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(digest.hexdigest())


def announce_when_ready(host: str, port: int, lines: list[str]) -> None:
    """Leave a process behind that prints the lines once the server, which takes this one's place, answers."""
    connection.close()
    sys.stdout.flush()
    server = os.getpid()
    if (child := os.fork()) != 0:
        os.waitpid(child, 0)
        return
    if os.fork() == 0:
        if answers(host, port, server):
            print("\n".join(lines), flush=True)
        elif runs(server):
            print(
                f"Pilares: no good answer within {PATIENCE:.0f} seconds: read the messages above.", flush=True
            )
    os._exit(0)


def answers(host: str, port: int, server: int) -> bool:
    """Wait until the server answers well; return False if it has ended or `PATIENCE` runs out."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and runs(server):
        try:
            client = http.client.HTTPConnection("localhost" if host in WILDCARDS else host, port, timeout=5)
            client.request("GET", "/healthz")
            if client.getresponse().status < 500:
                return True
        except (OSError, http.client.HTTPException):
            pass
        time.sleep(0.05)
    return False


def runs(process: int) -> bool:
    """Whether a process of ours is still there."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def serve(host: str, port: int) -> NoReturn:
    """Become the server."""
    os.chdir(settings.BASE_DIR)
    os.execv(  # noqa: S606 (no shell)
        sys.executable,
        [
            sys.executable,
            "-m",
            "granian",
            *GRANIAN,
            *QUIETLY,
            "--host",
            host,
            "--port",
            str(port),
            APPLICATION,
        ],
    )
