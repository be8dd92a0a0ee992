"""One test body, several backends. Google's is taken out where no credentials are given, and that is said."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from service.emulator import Switches

from .sides import CREDENTIALS, FOLDER, Side, emulator_side, google_side, is_given
from .tap import tapped

ANSWERS = pytest.StashKey[dict[str, str]]()
MISSING = (
    f"Tests against Google itself need {CREDENTIALS} (key files) and {FOLDER} (the id of an empty test folder): "
    "see docs/google-setup.md"
)


def pytest_configure(config: pytest.Config) -> None:
    config.stash.setdefault(ANSWERS, {})


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Nothing passes that was not asked of Google: without credentials these tests are not there."""
    if is_given():
        return
    wanted = [item for item in items if item.get_closest_marker("google")]
    if wanted and config.getoption("-m") == "google":
        raise pytest.UsageError(MISSING)
    config.hook.pytest_deselected(items=wanted)
    items[:] = [item for item in items if item not in wanted]


@pytest.fixture(
    scope="module", params=["emulator", "emulator-other", pytest.param("google", marks=pytest.mark.google)]
)
def side(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Side]:
    home: Path = tmp_path_factory.mktemp("google")
    with ExitStack() as stack:
        if request.param == "google":
            stack.enter_context(tapped())
            made = stack.enter_context(google_side(home))
            made.answers = request.config.stash[ANSWERS]
        else:
            switches = Switches() if request.param == "emulator" else Switches().other()
            made = stack.enter_context(emulator_side(home, switches))
        yield made


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """What Google answered to what nobody could tell us, for an office to send us."""
    answers = config.stash[ANSWERS]
    if answers:
        terminalreporter.section("Google's answers to the open questions; please send them to the project")
        for question, answer in sorted(answers.items()):
            terminalreporter.write_line(f"{question}: {answer}")
    elif not is_given():
        terminalreporter.write_line(f"google: not asked. {MISSING}")
