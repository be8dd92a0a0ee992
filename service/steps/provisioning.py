"""Making the sheets of a round, and again: what is missing is made, what is damaged or older is brought
to its blueprint, what is whole is not even read. Killed anywhere, it goes on from what Drive and the store
say is there."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from service.core.issues import WHOLE
from service.core.register import Respondent
from service.core.rounds import Round
from service.errors import GoogleError, RefusedError
from service.sheets.deeds import tell
from service.steps.context import Service, Track, untracked
from service.steps.drifting import drifted
from service.steps.filing import Came, Filing, Wish, holding
from service.steps.planning import PURPOSES, SHARED_LAYOUTS, Planners, sheet_id_of
from service.steps.remembering import recall
from service.steps.repairing import DAMAGE, Repaired, bring_file
from service.steps.sharing import Sharing
from service.store.spreadsheets import Spreadsheet, Tab

__all__ = ["Provisioned", "other_layout", "provision_round", "sheet_id_of"]

CAME_WORDS = {
    Came.TAKEN_FROM_BIN: "นำไฟล์ออกจากถังขยะแล้ว (taken from the bin)",
    Came.MADE_AGAIN: "ไฟล์เดิมหาย ทำไฟล์ใหม่พร้อมค่าที่เคยอ่าน ส่งลิงก์ใหม่ให้{who} (lost file made again, new link)",
}


@dataclass(slots=True)
class Provisioned:
    """What was made: tabs, what people should know, and what could not be done."""

    made: int = 0
    news: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def provision_round(
    service: Service,
    opened: Round,
    layout: str,
    filing: Filing,
    track: Track[Wish] = untracked,
) -> Provisioned:
    """A file and tab for every respondent of the round, or the shared file; each whole and shared.

    Raises GoogleBusyError when Google is away: run it again, it goes on.
    """
    return _Provisioning(service, opened, layout, filing).run(track)


def other_layout(service: Service, opened: Round, layout: str) -> bool:
    """Whether the round has sheets of another layout: two would answer for the same school."""
    held = {
        tab.purpose
        for file in service.store.spreadsheets.all()
        for tab in file.tabs
        if (tab.form_id, tab.round_id) == (opened.form_id, opened.round_id)
    }
    return bool(held & (PURPOSES.keys() - {layout}))


class _Provisioning:
    def __init__(self, service: Service, opened: Round, layout: str, filing: Filing) -> None:
        self._service, self._opened, self._layout, self._filing = service, opened, layout, filing
        self._sharing = Sharing(service)
        self._planners = Planners(service)
        self._result = Provisioned()
        planner = self._planners.of(Tab(opened.form_id, opened.round_id, layout, 0, ""))
        assert planner is not None
        self._planner = planner
        files = service.store.spreadsheets.all()
        held = holding(files, opened.form_id, opened.round_id, layout)
        self._adopted = {code: file for code, file in held.items() if file.kind == "adopted"}
        issues = service.store.submissions.issues(opened.form_id, opened.round_id)
        self._damaged = {
            code
            for code, found in issues.items()
            if any(issue.field == WHOLE and issue.code in DAMAGE for issue in found)
        }

    def run(self, track: Track[Wish]) -> Provisioned:
        for wish in track(list(self._wishes()), "สร้างชีต"):
            self._provide(wish)
        if self._layout == "list":
            self._result.news += self._hidden_rows()
            self._result.news += drifted(self._planner.carrying, self._planner.respondents)
        self._sharing.finish()
        self._result.news += self._sharing.news
        self._result.problems += self._sharing.problems
        return self._result

    def _hidden_rows(self) -> Iterator[str]:
        """Rows of another form that cannot be offered beside another giver's: nobody else would miss them."""
        for respondent in self._planner.respondents.values():
            if count := self._planner.carrying.hidden(respondent.code):
                yield (
                    f"{respondent.name}: {count} แถวที่ยกมามีเลขที่ซ้ำกันจากผู้ให้หลายราย ยกได้แถวเดียวต่อเลขที่: "
                    "เพิ่มรหัสผู้ให้ใน rows_from.fields และ primaryKey ของแบบ (rows of several givers with one key)"
                )

    # -- what there should be

    def _wishes(self) -> Iterator[Wish]:
        everybody = list(self._planner.respondents.values())
        if self._layout not in SHARED_LAYOUTS:
            yield from (self._file_of(respondent) for respondent in everybody)
            return
        form, year = self._planner.form, self._opened.fiscal_year
        title = f"{form.short_title} · {self._service.office} · {year}"
        new = Spreadsheet("", "table", year, form_id=form.id)
        yield Wish(title, form.short_title, new, tuple(item.email for item in everybody))

    def _file_of(self, respondent: Respondent) -> Wish:
        year = self._opened.fiscal_year
        title = f"{respondent.name} · {respondent.code} · {year}"
        new = Spreadsheet("", "respondent", year, respondent=respondent.code)
        return Wish(title, respondent.name, new, (respondent.email,))

    # -- making it so

    def _provide(self, wish: Wish) -> None:
        adopted = self._adopted.get(wish.spreadsheet.respondent)
        if adopted:
            self._bring(wish.name, adopted, "", Came.STOOD)
            return
        try:
            file, came = self._filing.obtain(wish)
        except (RefusedError, GoogleError) as error:
            if error.retryable:
                raise
            self._result.problems.append(f"{wish.name}: {error}")
            return
        self._sharing.share(file.file_id, wish.name, wish.emails)
        self._bring(wish.name, file, wish.title, came)

    def _bring(self, name: str, file: Spreadsheet, title: str, came: Came) -> None:
        standing = came in (Came.STOOD, Came.TAKEN_FROM_BIN)
        if standing and not self._needs_a_look(file, title):
            self._tell(name, Repaired(file), came)
            return
        try:
            repaired = bring_file(
                self._service,
                file,
                self._tabs(file, whole=came is Came.MADE_AGAIN),
                self._planners,
                title=title,
                closed=came is Came.MADE_AGAIN,
                fresh=file.file_id in self._filing.created,
                offer=True,
            )
        except GoogleError as error:
            if error.retryable:
                raise
            self._result.problems.append(f"{name}: {error}")
            return
        self._result.made += repaired.tabs_made
        self._tell(name, repaired, came)

    def _tabs(self, file: Spreadsheet, whole: bool) -> list[Tab]:
        """The tabs of this round, those not recorded yet too; of a lost file all that it held."""
        key = (self._opened.form_id, self._opened.round_id)
        mine = [tab for tab in file.tabs if (tab.form_id, tab.round_id) == key]
        missing = set(PURPOSES[self._layout]) - {tab.purpose for tab in mine}
        kept = list(file.tabs) if whole else mine
        return [*kept, *[self._planner.tab(purpose) for purpose in sorted(missing, reverse=True)]]

    def _needs_a_look(self, file: Spreadsheet, title: str) -> bool:
        """Whether anything speaks against the file being whole, of this version, and named rightly."""
        made, listed = recall(self._service, file.file_id), self._filing.listed(file.file_id)
        tabs = self._tabs(file, whole=False)
        if len(tabs) < len(PURPOSES[self._layout]) or any(tab not in file.tabs for tab in tabs):
            return True
        if title and made.title != title:
            return True
        codes = [file.respondent] if file.respondent else self._planner.respondents
        if not self._damaged.isdisjoint(codes):
            return True
        if self._layout == "list" and self._planner.carrying.fresh(file.respondent):
            return True
        if listed and not listed.by_us and listed.modified != file.seen_modified:
            return True
        return any(
            tab.sheet_id not in made.tabs
            or self._planner.plan(tab, file.respondent, made.tabs[tab.sheet_id]).seal()
            != made.tabs[tab.sheet_id].seal
            for tab in tabs
        )

    def _tell(self, name: str, repaired: Repaired, came: Came) -> None:
        url = self._service.sheet_url(repaired.file.file_id, self._first_tab(repaired.file))
        if came in CAME_WORDS:
            self._result.news.append(
                f"{name}: {CAME_WORDS[came].format(who=self._planner.form.who.th)} {url}"
            )
        deeds = [deed for deed in repaired.deeds if deed.kind != "tab_made"]
        if came is not Came.MADE_AGAIN:
            self._result.news += [f"{name}: {line}" for line in tell(deeds)]
        self._result.problems += [f"{name}: {line} {url}" for line in tell(repaired.left)]

    def _first_tab(self, file: Spreadsheet) -> int:
        key = (self._opened.form_id, self._opened.round_id, self._layout)
        mine = (tab.sheet_id for tab in file.tabs if (tab.form_id, tab.round_id, tab.purpose) == key)
        return next(mine, 0)
