"""Taking over a sheet that people made by hand: what was recognised is shown first, then codes are put in."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from service.core.rounds import Round
from service.core.schema import Form
from service.errors import NotFoundError, RefusedError
from service.sheets import layout as at
from service.sheets.adopting import Adoption, guess_layout, recognise_card, recognise_table
from service.sheets.blueprint import COLUMNS, HEADINGS, ROWS, Blueprint
from service.sheets.bringing import Brought, bring_found, repair
from service.sheets.finding import Found, find
from service.sheets.grids import cell_text
from service.sheets.matching import nearest
from service.sheets.standing import Standing, standings_of
from service.steps.context import Service
from service.steps.filing import holding
from service.steps.planning import Planner
from service.steps.provisioning import other_layout
from service.steps.registering import SHEET_LINK
from service.steps.remembering import MadeTab, recall, remember
from service.steps.respondent_finder import RespondentFinder
from service.store.spreadsheets import Spreadsheet, Tab

FILE_ID = re.compile(r"[A-Za-z0-9_-]{20,}")


@dataclass(slots=True)
class Proposal:
    """What adopting a tab would do. Nothing has been written yet."""

    service: Service
    opened: Round
    file: Spreadsheet
    standing: Standing
    tab: Tab
    plan: Blueprint
    found: Found
    adoption: Adoption | None
    guarded: bool
    absent: list[str] = field(default_factory=list)
    """Respondents of the register who have no row."""
    joining: int = 0
    """Rows whose respondent is taken in only now, in a tab that was adopted before."""

    @property
    def form(self) -> Form:
        return self.service.form_of(self.opened)

    @property
    def ambiguous(self) -> bool:
        """Whether a person must first say which heading is meant."""
        return bool(self.adoption and self.adoption.matches.several)


@dataclass(frozen=True, slots=True)
class Request:
    """What a person asked for. ``given`` are fields by the column letter or row number they named."""

    form_id: str
    round_id: str
    source: str
    respondent: str = ""
    tab: str = ""
    given: Mapping[str, str] = field(default_factory=dict)
    answers: str = ""
    guarded: bool = False


def propose(service: Service, asked: Request) -> Proposal:
    """Recognise the tab; nothing is changed. Raises RefusedError and NotFoundError, saying what to do."""
    opened = service.round(asked.form_id, asked.round_id)
    if opened.closed:
        raise RefusedError(f"รอบ {opened.round_id} ปิดแล้ว (this round is closed)")
    service.installed(asked.form_id)
    planner = Planner(service, opened)
    file_id = _file_id(service, asked.source)
    standing = _chosen(standings_of(service.google.read_structure(file_id)), asked.tab)
    layout = _layout(planner.form, standing, asked)
    code = _respondent(planner, standing, asked) if layout == "card" else ""
    file = _recorded(service, opened, planner.form, file_id, layout, code)
    tab = Tab(opened.form_id, opened.round_id, layout, standing.sheet_id, standing.title)
    plan = planner.plan(tab, code, MadeTab("", "", adopted=True, guarded=asked.guarded))
    proposal = Proposal(service, opened, file, standing, tab, plan, Found(), None, asked.guarded)
    if standing.anchor() == (layout, opened.form_id, opened.round_id):
        _again(proposal, planner)
    else:
        adoption = _recognise(planner, standing, layout, asked)
        proposal.adoption, proposal.found = adoption, adoption.found
    proposal.plan = _with_rows(plan, proposal.found)
    if layout == "table":
        rows = proposal.found.places[ROWS]
        proposal.absent = [item.name for code, item in planner.respondents.items() if code not in rows]
    return proposal


def _again(proposal: Proposal, planner: Planner) -> None:
    """A tab that was adopted before: what bears a key, and rows whose respondent can be told by now."""
    proposal.found = find(proposal.plan, proposal.standing) or Found()
    if proposal.tab.purpose != "table":
        return
    rows, columns = proposal.found.places[ROWS], proposal.found.places[COLUMNS]
    code_of, standing = RespondentFinder(planner), proposal.standing
    own = [item.name for item in planner.form.fields if item.names_respondent]
    naming = [columns[key] for key in (*own, at.SCHOOL) if key in columns]
    for row in range(rows.get(HEADINGS, 0) + 1, len(standing.rows)):
        if row not in rows.values():
            code = next((code for column in naming if (code := code_of(standing.text(row, column)))), "")
            if code and code not in rows:
                rows[code] = row
                proposal.joining += 1


def _with_rows(plan: Blueprint, found: Found) -> Blueprint:
    """The plan without the rows of respondents who have none in the tab: adopting adds nobody."""
    if plan.layout != "table":
        return plan
    heads = {plan.anchor, plan.key, HEADINGS}
    rows = tuple(line for line in plan.rows if line.key in heads or line.key in found.places[ROWS])
    kept = {line.key for line in rows}
    cells = {where: cell for where, cell in plan.cells.items() if where[0] in kept}
    return replace(plan, rows=rows, cells=cells)


# -- which file, tab, layout and respondent


def _file_id(service: Service, source: str) -> str:
    link = SHEET_LINK.search(source)
    file_id = link[1] if link else source.strip()
    if not FILE_ID.fullmatch(file_id):
        raise NotFoundError(f"{source} ไม่ใช่ลิงก์ Google Sheet (no link of a Google Sheet)")
    if all(item.file_id != file_id for item in service.google.list_spreadsheets(service.folder)):
        mails = ", ".join(service.google.accounts)
        raise RefusedError(
            f"ไฟล์ไม่อยู่ในโฟลเดอร์ของระบบ ({service.folder}) หรือยังไม่แชร์ให้ {mails}: "
            "ย้ายไฟล์เข้าโฟลเดอร์แล้วสั่งอีกครั้ง (move the file into our folder or shared drive, then run this again)"
        )
    return file_id


def _chosen(standings: Sequence[Standing], title: str) -> Standing:
    if not title and len(standings) == 1:
        return standings[0]
    found = [tab for tab in standings if tab.title == title]
    if not found:
        known = ", ".join(f"“{tab.title}”" for tab in standings)
        raise NotFoundError(f"ระบุแท็บด้วย --tab (say which tab): {known}")
    return found[0]


def _layout(form: Form, standing: Standing, asked: Request) -> str:
    anchor = standing.anchor()
    if anchor and anchor[0] in ("card", "table") and anchor[1:] == (form.id, asked.round_id):
        return anchor[0]
    layout = "card" if asked.respondent else guess_layout(form, standing)
    if layout not in form.layouts:
        raise RefusedError(f"แบบ {form.id} ไม่มีผัง {layout} (the form does not allow this layout)")
    return layout


def _respondent(planner: Planner, standing: Standing, asked: Request) -> str:
    """The respondent of a card: as given, else the one that the tab names."""
    if asked.respondent:
        if asked.respondent not in planner.respondents:
            raise NotFoundError(f"ไม่มีรหัส {asked.respondent} ในทะเบียน (not in the register)")
        return asked.respondent
    code_of = RespondentFinder(planner)
    texts = {cell_text(cell).strip() for cells in standing.rows for cell in cells} - {""}
    named = {code for text in texts if (code := code_of(text))}
    if len(named) != 1:
        who = planner.form.who.th
        raise RefusedError(f"ไม่รู้ว่าชีตนี้เป็นของ{who}ใด ระบุ --respondent รหัส (say whose sheet it is)")
    return named.pop()


def _recorded(
    service: Service, opened: Round, form: Form, file_id: str, layout: str, code: str
) -> Spreadsheet:
    """The file as recorded, or to be; refused when another file answers for the same already."""
    files = service.store.spreadsheets.all()
    if other_layout(service, opened, layout):
        raise RefusedError(f"รอบ {opened.round_id} มีชีตอีกผังหนึ่งแล้ว (it has sheets of the other layout)")
    held = holding(files, form.id, opened.round_id, layout).get(code)
    if held and held.file_id != file_id:
        url = service.sheet_url(held.file_id, held.tabs[0].sheet_id)
        raise RefusedError(f"รอบนี้มีชีตอยู่แล้ว {url} (there is a sheet already: only one may answer)")
    known = next((file for file in files if file.file_id == file_id), None)
    if known and known.respondent != code:
        raise RefusedError(
            f"ไฟล์นี้เป็นของ{form.who.th}อื่นหรือผังอื่นแล้ว (this file belongs to another {form.who.en} or layout)"
        )
    new = Spreadsheet(file_id, "adopted", opened.fiscal_year, respondent=code, form_id=form.id)
    twin = service.store.spreadsheets.find("adopted", opened.fiscal_year, code, form.id)
    if known is None and twin:
        url = service.sheet_url(twin.file_id, twin.tabs[0].sheet_id if twin.tabs else 0)
        raise RefusedError(f"ย้ายแท็บนี้ไปไว้ในไฟล์เดียวกับรอบก่อน {url} (move this tab into the file adopted before)")
    return known or new


def _recognise(planner: Planner, standing: Standing, layout: str, asked: Request) -> Adoption:
    given = {name: _index(planner.form, name, where) for name, where in asked.given.items()}
    adoption = (
        recognise_table(planner.form, standing, RespondentFinder(planner), given)
        if layout == "table"
        else recognise_card(planner.form, standing, given, _line(asked.answers) if asked.answers else None)
    )
    if adoption is None:
        raise RefusedError(
            f"ไม่พบหัวข้อของแบบ {planner.form.id} ในแท็บ “{standing.title}” (no heading of this form in this tab)"
        )
    if layout == "table" and not adoption.respondents:
        who = planner.form.who
        raise RefusedError(f"ไม่พบ{who.th}ในทะเบียนสักแถว (no row names a {who.en} of the register)")
    return adoption


def _index(form: Form, name: str, where: str) -> int:
    if all(item.name != name for item in form.fields):
        near = ", ".join(nearest(name, [item.name for item in form.fields]))
        raise NotFoundError(f"แบบ {form.id} ไม่มีช่อง {name} (no such field); ใกล้เคียง: {near}")
    return _line(where)


def _line(where: str) -> int:
    """A column by its letters or a row by its number, from 0."""
    if where.isdecimal() and int(where) > 0:
        return int(where) - 1
    if not re.fullmatch(r"[A-Za-z]{1,3}", where):
        raise RefusedError(f"{where}: เขียนเป็นอักษรของคอลัมน์หรือเลขแถว เช่น F หรือ 12 (a column's letter or a row)")
    number = 0
    for letter in where.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


# -- doing it


def carry_out(proposal: Proposal) -> Brought:
    """Put codes, status and message places in, and record the tab: the next sweep reads and answers it."""
    if proposal.ambiguous:
        raise RefusedError("ระบุช่องที่มีหลายที่ก่อนด้วย --map (say with --map which heading is meant)")
    service, file = proposal.service, proposal.file
    unmerged = _unmerged(proposal)
    brought = bring_found(proposal.plan, proposal.standing, proposal.found)
    if brought.requests or unmerged:
        answer = service.google.write_structure(file.file_id, [*unmerged, *brought.requests])
        standing = next(tab for tab in standings_of(answer) if tab.sheet_id == proposal.tab.sheet_id)
        again = repair(proposal.plan, standing)
        if again.requests:  # somebody edited between our reading and our writing
            service.google.write_structure(file.file_id, again.requests)
    _record(proposal)
    return brought


def _unmerged(proposal: Proposal) -> list[dict[str, object]]:
    """Headings merged over two rows come apart: each must stand right below its code."""
    head = proposal.found.places[ROWS].get(HEADINGS)
    return [
        {"unmergeCells": {"range": {"sheetId": proposal.tab.sheet_id, **area}}}
        for area in (dict(merge) for merge in proposal.standing.merges)
        if head is not None and area.get("startRowIndex", 0) < head < area.get("endRowIndex", 0)
    ]


def _record(proposal: Proposal) -> None:
    service, tab = proposal.service, proposal.tab
    key = (tab.form_id, tab.round_id, tab.purpose)
    others = tuple(t for t in proposal.file.tabs if (t.form_id, t.round_id, t.purpose) != key)
    service.store.spreadsheets.save(replace(proposal.file, tabs=(*others, tab), dirty=True))
    planner = Planner(service, proposal.opened)
    adopted = MadeTab(planner.shape(tab.purpose), "", adopted=True, guarded=proposal.guarded)
    sealed = replace(adopted, seal=planner.plan(tab, proposal.file.respondent, adopted).seal())
    made = recall(service, proposal.file.file_id)
    remember(service, proposal.file.file_id, made.with_tab(tab.sheet_id, sealed))
