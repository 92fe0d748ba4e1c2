"""What every test stands on: the needs of a machine, the cast, and settings that spare time."""

import pytest
from django.conf import settings

pytest_plugins = ["tests.needs", "tests.cast", "tests.plan"]


@pytest.hookimpl(tryfirst=True)
def pytest_configure() -> None:
    """Serve static files by their plain names and hash passwords quickly; nothing else differs."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session", autouse=True)
def files_of_tests(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep what tests attach out of the data folder."""
    settings.MEDIA_ROOT = tmp_path_factory.mktemp("files")
