"""Sites of their own, on the engine that looks at everything."""

import pytest
from harbour import ARCHIVE

from searchapp.engines.memory import Memory
from searchapp.settings import Settings
from searchapp.web import create_app


@pytest.fixture
def app_of():
    """The application of an archive of these speeches."""

    def made(*speeches, **settings):
        engine = Memory()
        with engine.rebuild() as add:
            for speech in speeches:
                add(speech)
        return create_app(Settings(**{"title": "Harbour speeches", "deadline": 60.0, **settings}), engine)

    return made


@pytest.fixture
def client_of(app_of):
    return lambda *speeches, **settings: app_of(*speeches, **settings).test_client()


@pytest.fixture
def client(client_of):
    return client_of(*ARCHIVE)


@pytest.fixture
def unbuilt():
    """A client of a site that has no archive yet."""
    return create_app(Settings(), Memory()).test_client()
