"""What must hold of every form in every layout; each layout has a module that takes these tests in."""

from service.core.answers import RED, YELLOW
from service.core.rounds import Timeliness
from service.core.schema import written_as
from service.demo.dealing import Sheet
from tests.pipeline.shown import MARK

from .plain_figures import NotPlainError, area_figure
from .story import Story

FILLS = {"error": RED, "query": YELLOW}


def test_every_planted_mistake_is_found_and_nothing_else_is(story: Story, form_id: str) -> None:
    for _, key, sheet, seen in story.of(form_id):
        typed = [(mistake.id, row + 1) for mistake, row in sheet.dealt]
        missing, extra = sheet.marks - seen.issues, seen.issues - sheet.marks
        said = {issue[:2]: seen.messages[issue[:2]] for issue in extra}
        assert not missing and not extra, f"{key} typed {typed}; not found: {missing}; too much: {said}"


def test_every_mistake_found_room(story: Story, form_id: str) -> None:
    assert [mistake.id for mistake in story.left.get(form_id, [])] == []


def test_marked_cells_bear_colour_and_words_in_the_excel_export_and_no_other_cell_does(
    story: Story, form_id: str
) -> None:
    for _, key, sheet, seen in story.of(form_id):
        due: dict[str, str] = {}
        for place, _, severity in sorted(sheet.marks, key=lambda mark: mark[2] == "error"):
            if severity in FILLS:
                due[place] = FILLS[severity]
        assert {place: cell.fill for place, cell in seen.marked.items()} == due, key
        assert seen.stray == [], key
        for place, cell in seen.marked.items():
            words = [text for (where, _), text in seen.messages.items() if where == place]
            assert cell.note.startswith(MARK) and any(text in cell.note for text in words), (key, place)


def test_states_are_as_planned(story: Story, form_id: str) -> None:
    for _, key, sheet, seen in story.of(form_id):
        assert seen.state == sheet.state, (key, [mistake.id for mistake, _ in sheet.dealt])


def test_mended_and_right_answers_are_marked_nowhere(story: Story, form_id: str) -> None:
    assert {key: found for key, found in story.mended.items() if key[0] == form_id and found} == {}


def test_every_rule_of_the_form_is_planted(story: Story, form_id: str) -> None:
    planted = {written_as(code) for _, _, sheet, _ in story.of(form_id) for _, code, _ in sheet.marks}
    assert {rule.written_as for rule in story.forms[form_id].all_rules} <= planted


def test_the_late_and_those_with_more_time_are_told_apart(story: Story, form_id: str) -> None:
    special = story.specials[form_id]
    for (form, round_id, code), found in story.timely.items():
        if form != form_id or not story.right[form, round_id, code].lines:
            continue
        wanted = (
            Timeliness.LATE
            if code in special.late
            else Timeliness.BY_EXTENSION
            if code in special.extended
            else Timeliness.ON_TIME
        )
        assert found == wanted, (round_id, code)


def test_a_sweep_reads_and_answers_every_file_once(story: Story, form_id: str) -> None:
    for wave in story.waves:
        files = {file for kind, file in wave.asked if file in wave.files}
        assert files >= wave.files
        assert all(wave.asked[kind, file] <= 1 for kind in ("sheet_read", "sheet_write") for file in files)
        assert wave.swept["drive_list"] == 1


def test_a_settled_sweep_costs_the_drive_list_alone(story: Story, form_id: str) -> None:
    assert all(wave.settled == {"drive_list": 1} for wave in story.waves)


def test_figures_are_those_of_a_second_plain_computation(story: Story, form_id: str) -> None:
    form, compared = story.forms[form_id], 0
    for number, round_id in enumerate(story.rounds[form_id]):
        figures = {
            found.indicator: found for found in story.figures[form_id, round_id] if found.scope == "area"
        }
        lived = [
            (story.office.service.round(form_id, earlier).span, _sheets(story, form_id, earlier))
            for earlier in reversed(story.rounds[form_id][: number + 1])
        ]
        for indicator in form.indicators:
            try:
                wanted = area_figure(form, indicator, lived)
            except NotPlainError:
                continue
            found = figures[indicator.id]
            compared += 1
            assert (found.value, found.reporting, found.due) == (wanted["value"], wanted["n"], wanted["N"]), (
                round_id,
                indicator.id,
            )
    assert compared or not form.indicators


def _sheets(story: Story, form_id: str, round_id: str) -> list[Sheet]:
    return [sheet for key, sheet in story.right.items() if key[:2] == (form_id, round_id)]


def test_targets_of_both_rounds_are_held_against_the_figures(story: Story, form_id: str) -> None:
    for round_id in story.rounds[form_id]:
        period = round_id.rpartition("-")[2]
        targets = {
            item.id: item.target.by_round[period]
            for item in story.forms[form_id].indicators
            if item.target and period in item.target.by_round
        }
        held = {
            item.indicator: item.target for item in story.figures[form_id, round_id] if item.scope == "area"
        }
        assert {name: held[name] for name in targets} == targets
