"""What every test stands on: the needs of a machine, the cast, and settings that spare time."""

import gc
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.utils import translation
from hypothesis import HealthCheck
from hypothesis import settings as properties

# a busy machine is slow, and that is no failure of what it checks
properties.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
properties.load_profile("unhurried")

pytest_plugins = ["tests.needs", "tests.cast", "tests.plan", "tests.demo"]


@pytest.hookimpl(tryfirst=True)
def pytest_configure() -> None:
    """Serve static files by their plain names and hash passwords quickly; nothing else differs."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def pytest_collection_finish() -> None:
    """Leave what was imported out of every later search for rubbish, as the web processes do."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 50, 100)


@pytest.fixture(scope="session", autouse=True)
def files_of_tests(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep what tests attach out of the data folder."""
    settings.MEDIA_ROOT = tmp_path_factory.mktemp("files")


@pytest.fixture(autouse=True)
def language_of_the_house() -> Iterator[None]:
    """Leave to the next test Spanish, whatever language the last page of this one was read in."""
    yield
    translation.activate(settings.LANGUAGE_CODE)
