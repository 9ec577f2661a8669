import pytest

from pipeline.normalise import normalise
from pipeline.read import decode, make_source
from tests.conftest import ROOT


@pytest.fixture(scope="session")
def seed_articles():
    paths = sorted((ROOT / "seeds").glob("*.txt"))
    return [
        normalise(make_source(path.name, decode(path.read_bytes(), path.name).text))
        for path in paths
    ]
