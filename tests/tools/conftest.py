"""One office for all forms of a layout; only the forms that the chosen tests ask for are provisioned."""

from collections.abc import Iterator

import pytest

from .chosen_forms import with_those_referred_to
from .story import Story, told


def wanted_forms(session: pytest.Session, module: str) -> list[str]:
    """The forms by which the chosen tests of a module are parametrised."""
    calls = [
        item.callspec for item in session.items if item.path.stem == module and hasattr(item, "callspec")
    ]
    return with_those_referred_to({call.params["form_id"] for call in calls if "form_id" in call.params})


@pytest.fixture(scope="module")
def story(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Story]:
    """Two rounds of every chosen form, in the module's LAYOUT."""
    module = request.module
    chosen = wanted_forms(request.session, request.path.stem)
    with told(tmp_path_factory.mktemp("tools"), module.LAYOUT, chosen, module.ALL_MISTAKES) as story:
        yield story
