"""What the tests of the cell language share: the sample plan's context."""

import pytest

from kap_xl.kinds import Context
from kap_xl.sample.registers import sample_context


@pytest.fixture(scope="session")
def context() -> Context:
    """The context of the 2005-2007 sample plan."""
    return sample_context()
