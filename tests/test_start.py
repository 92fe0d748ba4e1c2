"""`bin/start` on a fresh folder: what it prepares, what it says, and what it refuses in one sentence."""

import http.client
import os
import re
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
ACCOUNTS = [
    f"{name}@demo.invalid"
    for name in (
        "se", "ppt", "gt-proteccion", "gt-laboral", "focal-hn", "focal-ca", "grcm-pa", "observador", "rrocm",
    )
]  # fmt: skip


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


def fresh(data: Path) -> dict[str, str]:
    """Return the environment of a fresh machine: no instance, SQLite, a free port."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("PILARES_") and k != "DATABASE_URL"}
    return {**kept, "PILARES_DATA": str(data), "PILARES_PORT": str(free_port())}


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """The environment of this test's own machine."""
    return fresh(tmp_path / "data")


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder in which a real instance and a demo were prepared, side by side."""
    data = tmp_path_factory.mktemp("both") / "data"
    for words in ((), ("--demo",)):
        subprocess.run(
            [sys.executable, "manage.py", "start", "--prepare-only", *words],
            cwd=ROOT, env=fresh(data), capture_output=True, check=True,
        )  # fmt: skip
    return data


@pytest.fixture
def prepared(both: Path, tmp_path: Path) -> Path:
    """This test's own copy of that folder."""
    return shutil.copytree(both, tmp_path / "data")


@pytest.fixture
def start(environment: dict[str, str]) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run `manage.py start`, which bin/start hands over to, and return how it ended."""

    def run(*words: str, **more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "manage.py", "start", *words],
            cwd=ROOT, env={**environment, **more}, capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip

    return run


def sentence(ended: subprocess.CompletedProcess[str]) -> str:
    """Return the one line on which a refused start ended."""
    assert ended.returncode == 1, ended.stdout + ended.stderr
    assert ended.stdout == ""
    assert ended.stderr.count("\n") == 1, ended.stderr
    return ended.stderr.strip()


def test_a_busy_port_is_named_with_the_way_out(start, environment):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        said = sentence(start(PILARES_PORT=str(port)))
    assert said == (
        f"Pilares: port {port} of 127.0.0.1 is in use: stop what uses it, or choose another port, "
        f"as in PILARES_PORT={port + 1} bin/start."
    )
    assert not (Path(environment["PILARES_DATA"]) / "pilares.sqlite3").exists()


@pytest.mark.parametrize("port", ["ocho", "0", "65536", "-1", "８０００"])
def test_a_port_that_is_none_is_said(start, port):
    said = sentence(start(PILARES_PORT=port))
    assert said == f"Pilares: PILARES_PORT must be a number from 1 to 65535, and it is {port!r}."


def test_an_address_of_another_machine_is_said(start):
    said = sentence(start(PILARES_HOST="192.0.2.1"))
    assert "192.0.2.1" in said
    assert said.endswith("check PILARES_HOST and PILARES_PORT.")


def test_a_data_folder_that_cannot_be_written_is_said(start, tmp_path):
    (tmp_path / "file").write_text("")
    said = sentence(start(PILARES_DATA=str(tmp_path / "file" / "data")))
    assert said.startswith(f"Pilares: the data folder {tmp_path / 'file' / 'data'} cannot be written (")
    assert said.endswith("mend its rights, or name another in PILARES_DATA.")


def test_a_database_that_does_not_answer_is_said(start):
    said = sentence(start(DATABASE_URL=f"postgresql://nobody@127.0.0.1:{free_port()}/none"))
    assert said.startswith("Pilares: the database cannot be used (")
    assert said.endswith("see that it runs, and check DATABASE_URL.")


def test_a_file_that_is_no_database_is_said(start, tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "pilares.sqlite3").write_bytes(b"these are the minutes of a meeting" * 200)
    said = sentence(start())
    assert said.startswith("Pilares: the database cannot be used (")


def test_a_database_address_of_another_kind_is_said(start):
    said = sentence(start(DATABASE_URL="mysql://root@127.0.0.1/pilares"))
    assert said.startswith("Pilares: DATABASE_URL must begin with")


def test_a_present_for_a_real_instance_is_refused(start):
    said = sentence(start(PILARES_NOW="2021-10-15T09:00:00-06:00"))
    assert said.startswith("Pilares: PILARES_NOW is honoured in the demo only")


def test_the_demo_is_asked_for_by_its_option_alone(start):
    said = sentence(start(PILARES_DEMO="1"))
    assert said.startswith("Pilares: PILARES_DEMO is set, so this would be the demo")


def test_a_demo_that_is_begun_on_another_day_is_laid_on_its_own(start, environment):
    ended = start("--demo", "--prepare-only", PILARES_NOW="2022-11-30T09:00:00-06:00")
    assert (ended.returncode, ended.stderr) == (0, "")
    with closing(sqlite3.connect(Path(environment["PILARES_DATA"]) / "demo.sqlite3")) as database:
        latest = database.execute("SELECT max(at) FROM core_entry").fetchone()[0]
    assert latest == "2021-10-15 15:00:00"


def test_a_python_that_is_too_old_is_said(tmp_path):
    """Every Python on the path answers that it does not suit; the checkout has no environment yet."""
    copy = tmp_path / "copy"
    shutil.copytree(ROOT / "bin", copy / "bin")
    for lock in ("requirements.lock", "requirements-dev.lock"):
        shutil.copy(ROOT / lock, copy)
    tools = tmp_path / "tools"
    tools.mkdir()
    for name in ("python3", "python3.11", "python3.12", "python3.13", "python"):
        (tools / name).write_text('#!/bin/sh\n[ "$1" = --version ] && echo Python 3.9.2 && exit\nexit 1\n')
        (tools / name).chmod(0o755)
    for name in ("sh", "cat", "cksum", "dirname"):
        (tools / name).symlink_to(shutil.which(name) or name)
    ended = subprocess.run(
        [copy / "bin" / "start"], env={"PATH": str(tools)}, capture_output=True, text=True, check=False
    )
    assert (ended.returncode, ended.stdout, ended.stderr.count("\n")) == (1, "", 1)
    assert ended.stderr.startswith(
        "Pilares: Python 3.11, 3.12 or 3.13 is needed and Python 3.9.2 was found: install one of them"
    )


class Served:
    """An instance that runs, and what it has said so far."""

    def __init__(self, environment: dict[str, str], log: Path, *words: str) -> None:
        self.port, self.log = int(environment["PILARES_PORT"]), log
        self.process = subprocess.Popen(
            [sys.executable, "manage.py", "start", *words],
            cwd=ROOT, env=environment, stdout=log.open("w"), stderr=subprocess.STDOUT,
        )  # fmt: skip

    def said(self) -> str:
        """Return all that it says until it tells how to stop it."""
        deadline = time.monotonic() + 120
        while "Ctrl+C" not in self.log.read_text():
            assert self.process.poll() is None, self.log.read_text()
            assert time.monotonic() < deadline, self.log.read_text()
            time.sleep(0.05)
        return self.log.read_text()

    def get(self, path: str) -> int:
        client = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        client.request("GET", path)
        return client.getresponse().status

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(30)


def test_the_demo_prints_its_address_its_accounts_and_their_password(prepared, environment, tmp_path):
    demo = Served(environment, tmp_path / "log", "--demo")
    try:
        said = demo.said()
        assert (demo.get("/healthz"), demo.get("/es/"), demo.get("/en/")) == (200, 200, 200)
    finally:
        demo.stop()
    assert f"http://127.0.0.1:{demo.port}/" in said
    assert sorted(re.findall(r"\S+@demo\.invalid", said)) == sorted(ACCOUNTS)
    assert re.search(r"^Password of all of them: \S+$", said, re.MULTILINE)


def test_a_real_instance_prints_where_the_secretariat_makes_its_account(prepared, environment, tmp_path):
    real = Served(environment, tmp_path / "log")
    try:
        said = real.said()
        first_run = re.search(rf"http://127\.0\.0\.1:{real.port}(/es/\S+)", said)
        assert first_run, said
        assert (real.get(first_run.group(1)), real.get("/es/"), real.get("/en/")) == (200, 200, 200)
    finally:
        real.stop()
    assert "demo.invalid" not in said
    assert "No mail server is named (PILARES_SMTP_HOST): letters wait in " in said


def test_demo_and_real_instance_stand_side_by_side_in_one_folder(prepared):
    databases = sorted(path.name for path in prepared.glob("*.sqlite3"))
    assert databases == ["demo.sqlite3", "pilares.sqlite3"]


def test_what_an_instance_writes_is_for_its_own_account_alone(prepared):
    kept = [path for path in prepared.iterdir() if path.name.endswith((".sqlite3", ".key"))]
    assert {path.name: oct(path.stat().st_mode & 0o077) for path in kept} == {
        "demo.sqlite3": "0o0",
        "pilares.sqlite3": "0o0",
        "secret.key": "0o0",
    }


@pytest.mark.parametrize(("words", "name"), [((), "pilares.sqlite3"), (("--demo",), "demo.sqlite3")])
def test_preparing_again_is_quick_and_loses_nothing(prepared, start, words, name):
    before, begun = rows(prepared / name), time.monotonic()
    assert start("--prepare-only", *words).returncode == 0
    assert time.monotonic() - begun < 10
    assert rows(prepared / name) == before


def rows(file: Path) -> dict[str, int]:
    """Return how many rows each table holds."""
    with sqlite3.connect(file) as database:
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: database.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in tables}


def test_the_demo_is_not_laid_over_a_real_instance(prepared, start):
    said = sentence(start("--demo", DATABASE_URL=f"sqlite:///{prepared / 'pilares.sqlite3'}"))
    assert said.startswith("Pilares: this database holds a real instance")


def test_a_demo_is_not_served_as_a_real_instance(prepared, start):
    said = sentence(start(DATABASE_URL=f"sqlite:///{prepared / 'demo.sqlite3'}"))
    assert said.startswith("Pilares: this database holds the demo")
