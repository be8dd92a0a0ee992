"""One office for all forms of a layout; only the forms that the chosen tests ask for are provisioned."""

from collections.abc import Iterator

import pytest

from service.sheets import blueprint_list

from .chosen_forms import with_those_referred_to
from .kits import OFFICE, Kit
from .living import told
from .story import Story

SPARE_ROWS = 24
"""Rows of a list, instead of 100: what they cost in time is all that the other ones would add here."""


def wanted_forms(session: pytest.Session, module: str, kit: Kit) -> list[str]:
    """The forms by which the chosen tests of a module are parametrised."""
    calls = [
        item.callspec for item in session.items if item.path.stem == module and hasattr(item, "callspec")
    ]
    return with_those_referred_to({call.params["form_id"] for call in calls if "form_id" in call.params}, kit)


@pytest.fixture(scope="module")
def roomy() -> Iterator[pytest.MonkeyPatch]:
    with pytest.MonkeyPatch.context() as patch:
        yield patch


@pytest.fixture(scope="module")
def story(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, roomy: pytest.MonkeyPatch
) -> Iterator[Story]:
    """Two rounds of every chosen form, in the module's LAYOUT."""
    module = request.module
    roomy.setattr(blueprint_list, "SPARE_ROWS", SPARE_ROWS)
    kit = getattr(module, "KIT", OFFICE)
    chosen = wanted_forms(request.session, request.path.stem, kit)
    with told(tmp_path_factory.mktemp("tools"), module.LAYOUT, kit, chosen) as story:
        yield story
