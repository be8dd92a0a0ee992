"""What must hold of every form in every layout; each layout has a module that takes these tests in."""

from collections.abc import Mapping, Sequence

from service.core.answers import RED, YELLOW
from service.core.entries import Entry, Status
from service.core.expressions.run import run
from service.core.register import Respondent
from service.core.rounds import Timeliness, previous_round
from service.core.schema import Form, written_as
from service.core.submission import Frame
from service.demo.case import Answers
from service.demo.dealing import Sheet
from tests.pipeline.shown import MARK

from .plain_figures import Lived, area_figures, asks_too_much
from .plain_tables import is_of_several, table_counts
from .story import Story, told_by_others

FILLS = {"error": RED, "query": YELLOW}
FEW = 3
"""Respondents: of so few none is late."""


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
        for place, cell in seen.marked.items():
            words = [text for (where, _), text in seen.messages.items() if where == place]
            assert cell.note.startswith(MARK) and any(text in cell.note for text in words), (key, place)


def test_no_other_cell_of_any_tab_of_these_files_is_marked(story: Story, form_id: str) -> None:
    """Tabs of other forms and of earlier rounds too; in a shared table also the rows of all others."""
    for wave in story.waves:
        assert {file: cells for file, cells in wave.stray.items() if cells} == {}


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
    for round_id in story.rounds[form_id]:
        told = {
            key[2]: found
            for key, found in story.timely.items()
            if key[:2] == (form_id, round_id) and story.right[key].lines
        }
        late, extended = told.keys() & special.late, told.keys() & special.extended
        wanted = dict.fromkeys(told, Timeliness.ON_TIME)
        wanted |= dict.fromkeys(late, Timeliness.LATE) | dict.fromkeys(extended, Timeliness.BY_EXTENSION)
        assert told == wanted, round_id
        assert (late and extended) or len(told) <= FEW, f"nobody is late in {round_id}"
        silent = {key[2] for key in story.timely if key[:2] == (form_id, round_id)} & special.silent
        assert {story.timely[form_id, round_id, code] for code in silent} <= {Timeliness.NOT_YET}


def test_a_new_tab_begins_with_what_is_known_already(story: Story, form_id: str) -> None:
    form = story.forms[form_id]
    for number, round_id in enumerate(story.rounds[form_id]):
        for key, stood in story.begun.items():
            if key[:2] != (form_id, round_id) or story.office.layout_of(form) != "list":
                continue
            wanted = brought_along(story, form, number, key[2])
            names = {_names(form, row): row for row in stood}
            assert len(stood) == len(names) and names.keys() == wanted.keys(), key
            for name, row in wanted.items():
                assert {field for field, text in names[name].items() if text} == row.keys(), (key, name)
    if form.carry or form.rows_from:
        assert any(story.begun[key] for key in story.begun if key[0] == form_id)


def _names(form: Form, row: Mapping[str, object]) -> tuple[str, ...]:
    return tuple(str(row[name]) for name in form.row_key)


def brought_along(
    story: Story, form: Form, number: int, code: str
) -> dict[tuple[str, ...], Mapping[str, object]]:
    """Rows that stand in a new tab: what is carried of the round before, and what others have said by then."""
    found: dict[tuple[str, ...], Mapping[str, object]] = {}
    earlier = story.rounds[form.id][:number]
    before = previous_round(form, story.rounds[form.id][number])
    if number and form.rows_from:
        for row in told_by_others(story, form, number - 1):
            if code in str(row.get(form.rows_from.to)).split(", "):
                made = {own: row[other] for own, other in form.rows_from.fields.items() if other in row}
                found[_names(form, made)] = made
    if form.carry and before in earlier:
        for row in still_open(form, story.right[form.id, before, code].truth):
            found[_names(form, row)] = {name: row[name] for name in form.carry if name in row}
    return found


def still_open(form: Form, rows: Sequence[Answers]) -> Sequence[Answers]:
    """The rows that are not over at the end of a round."""
    if form.carry_until is None:
        return rows
    entries = [{name: Entry(Status.VALUE, value) for name, value in row.items()} for row in rows]
    frame = Frame(form, [Respondent("", "", "")] * len(rows), entries)
    over = run(form.carry_until, frame).tolist()
    return [row for row, is_over in zip(rows, over, strict=True) if not is_over]


def test_a_sweep_reads_and_answers_every_file_once(story: Story, form_id: str) -> None:
    for wave in story.waves:
        files = {file for kind, file in wave.asked if file in wave.files}
        assert files >= wave.files
        assert all(wave.asked[kind, file] <= 1 for kind in ("sheet_read", "sheet_write") for file in files)
        assert wave.swept["drive_list"] == 1


def test_a_settled_sweep_costs_the_drive_list_alone(story: Story, form_id: str) -> None:
    assert all(wave.settled == {"drive_list": 1} for wave in story.waves)


def test_figures_are_those_of_a_second_plain_computation(story: Story, form_id: str) -> None:
    form = story.forms[form_id]
    for number, round_id in enumerate(story.rounds[form_id]):
        held = {found.indicator: found for found in story.figures[form_id, round_id] if found.scope == "area"}
        wanted = area_figures(form, _lived(story, form, number))
        figures = {name: (held[name].value, held[name].reporting, held[name].due) for name in wanted}
        assert figures == {name: (it["value"], it["n"], it["N"]) for name, it in wanted.items()}, round_id
        assert wanted or not form.indicators
        for item in form.indicators:
            if item.id not in wanted and not asks_too_much(form, item):
                assert item.id not in held or held[item.id].due == 0, f"{item.id} concerns nobody"


def test_percent_tables_are_those_of_a_second_plain_count_and_add_up(story: Story, form_id: str) -> None:
    form = story.forms[form_id]
    for number, round_id in enumerate(story.rounds[form_id]):
        held = {table.id: table for table in story.tables[form_id, round_id]}
        assert held.keys() == {table.id for table in form.tables}
        for table in form.tables:
            counts = table_counts(form, table, _lived(story, form, number)[0])
            rows = held[table.id].rows
            assert sorted(row.count for row in rows if row.count) == sorted(counts), (round_id, table.id)
            shares = [row.percent for row in rows if row.percent is not None]
            if shares and not is_of_several(form, table):
                assert sum(shares) == 100, (round_id, table.id)


def _lived(story: Story, form: Form, number: int) -> list[Lived]:
    """The sheets of this round and of the earlier ones of its year, this one first."""
    rounds = story.rounds[form.id][: number + 1]
    year = rounds[-1].partition("-")[0]
    return [
        (story.office.service.round(form.id, each).span, _sheets(story, form.id, each))
        for each in reversed(rounds)
        if each.startswith(year)
    ]


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
