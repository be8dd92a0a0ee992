"""Making the sheets of rounds, and again: what is missing is made, what is damaged or older is brought
to its blueprint, what is whole is not even read. Killed anywhere, it goes on from what Drive and the store
say is there."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from service.core.issues import WHOLE
from service.core.respondents import why_nobody
from service.core.rounds import Round
from service.errors import GoogleError, RefusedError
from service.sheets.deeds import tell
from service.steps.context import Service, Track, untracked
from service.steps.drifting import drifted
from service.steps.filing import Came, Filing, Wish, holding
from service.steps.planning import PURPOSES, SHARED_LAYOUTS, Planners, sheet_id_of
from service.steps.remembering import Made, recall
from service.steps.repairing import DAMAGE, Repaired, bring_file
from service.steps.sharing import Sharing
from service.store.spreadsheets import Spreadsheet, Tab

__all__ = ["Provisioned", "layout_for", "other_layout", "provision_rounds", "sheet_id_of"]

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


def provision_rounds(
    service: Service,
    rounds: Sequence[tuple[Round, str]],
    filing: Filing,
    track: Track[Wish] = untracked,
) -> Provisioned:
    """A file for every respondent of these rounds (each with its layout) with a tab a round, all tabs of a
    file in one request; or the shared file. Each whole and shared.

    Raises GoogleBusyError when Google is away: run it again, it goes on.
    """
    return _Provisioning(service, rounds, filing).run(track)


def layout_for(service: Service, opened: Round, layout: str = "") -> str:
    """The layout in which a round is to be made: the form's first one unless told. Raises RefusedError."""
    form = service.form_of(opened)
    layouts = form.layouts
    layout = layout or layouts[0]
    if layout not in layouts:
        raise RefusedError(
            f"แบบ {opened.form_id} ไม่มีผัง {layout}: เลือก {' หรือ '.join(layouts)} "
            "หรือเพิ่มใน sheet.layouts ของแบบ (the form does not allow this layout)"
        )
    if nobody := why_nobody(form, opened.ends, service.store.register.all()):
        raise RefusedError(nobody)
    if other_layout(service, opened, layout):
        raise RefusedError(f"รอบ {opened.round_id} มีชีตอีกผังหนึ่งแล้ว (it has sheets of the other layout)")
    return layout


def other_layout(service: Service, opened: Round, layout: str) -> bool:
    """Whether the round has sheets of another layout: two would answer for the same school."""
    held = {
        tab.purpose
        for file in service.store.spreadsheets.all()
        for tab in file.tabs
        if (tab.form_id, tab.round_id) == (opened.form_id, opened.round_id)
    }
    return bool(held & (PURPOSES.keys() - {layout}))


class _Part:
    """One of the rounds that are provisioned together."""

    def __init__(self, service: Service, opened: Round, layout: str, planners: Planners) -> None:
        self.opened, self.layout = opened, layout
        planner = planners.of(Tab(opened.form_id, opened.round_id, layout, 0, ""))
        assert planner is not None
        self.planner = planner
        held = holding(service.store.spreadsheets.all(), opened.form_id, opened.round_id, layout)
        self.adopted = {code: file for code, file in held.items() if file.kind == "adopted"}
        issues = service.store.submissions.issues(opened.form_id, opened.round_id)
        self.damaged = {
            code
            for code, found in issues.items()
            if any(issue.field == WHOLE and issue.code in DAMAGE for issue in found)
        }

    def wishes(self, office: str) -> Iterator[Wish]:
        """The files that there should be."""
        everybody, form, year = self.planner.respondents.values(), self.planner.form, self.opened.fiscal_year
        if self.layout in SHARED_LAYOUTS:
            title = f"{form.short_title} · {office} · {year}"
            new = Spreadsheet("", "table", year, form_id=form.id)
            yield Wish(title, form.short_title, new, tuple(item.email for item in everybody))
            return
        for item in everybody:
            title = f"{item.name} · {item.code} · {year}"
            new = Spreadsheet("", "respondent", year, respondent=item.code)
            yield Wish(title, item.name, new, (item.email,))

    def hidden_rows(self) -> Iterator[str]:
        """Rows of another form that cannot be offered beside another giver's: nobody else would miss them."""
        for respondent in self.planner.respondents.values() if self.layout == "list" else ():
            if count := self.planner.carrying.hidden(respondent.code):
                yield (
                    f"{respondent.name}: {count} แถวที่ยกมามีเลขที่ซ้ำกันจากผู้ให้หลายราย ยกได้แถวเดียวต่อเลขที่: "
                    "เพิ่มรหัสผู้ให้ใน rows_from.fields และ primaryKey ของแบบ (rows of several givers with one key)"
                )

    def standing(self, file: Spreadsheet) -> list[Tab]:
        """The recorded tabs of this round."""
        key = (self.opened.form_id, self.opened.round_id)
        return [tab for tab in file.tabs if (tab.form_id, tab.round_id) == key]

    def missing(self, file: Spreadsheet) -> list[Tab]:
        """The tabs of this round that are not recorded yet."""
        missing = set(PURPOSES[self.layout]) - {tab.purpose for tab in self.standing(file)}
        return [self.planner.tab(purpose) for purpose in sorted(missing, reverse=True)]

    def needs_a_look(self, file: Spreadsheet, made: Made) -> bool:
        """Whether anything speaks against this round's tabs being whole and of this version."""
        tabs = self.standing(file)
        if self.missing(file):
            return True
        codes = [file.respondent] if file.respondent else self.planner.respondents
        if not self.damaged.isdisjoint(codes):
            return True
        if self.layout == "list" and self.planner.carrying.fresh(file.respondent):
            return True
        return any(
            tab.sheet_id not in made.tabs
            or self.planner.plan(tab, file.respondent, made.tabs[tab.sheet_id]).seal()
            != made.tabs[tab.sheet_id].seal
            for tab in tabs
        )


Parts = Sequence[_Part]


class _Provisioning:
    def __init__(self, service: Service, rounds: Sequence[tuple[Round, str]], filing: Filing) -> None:
        self._service, self._filing = service, filing
        self._sharing = Sharing(service)
        self._planners = Planners(service)
        self._result = Provisioned()
        self._parts = [_Part(service, opened, layout, self._planners) for opened, layout in rounds]

    def run(self, track: Track[Wish]) -> Provisioned:
        wishes: dict[str, tuple[Wish, list[_Part]]] = {}
        for part in self._parts:
            for wish in part.wishes(self._service.office):
                wishes.setdefault(wish.key, (wish, []))[1].append(part)
        for wish in track([wish for wish, _ in wishes.values()], "สร้างชีต"):
            self._provide(wish, wishes[wish.key][1])
        for part in self._parts:
            self._result.news += part.hidden_rows()
            self._result.news += drifted(part.planner.carrying, part.planner.respondents)
        self._sharing.finish()
        self._result.news += self._sharing.news
        self._result.problems += self._sharing.problems
        return self._result

    def _provide(self, wish: Wish, parts: Parts) -> None:
        code = wish.spreadsheet.respondent
        for part in parts:
            if code in part.adopted:
                self._bring(wish.name, part.adopted[code], "", Came.STOOD, [part])
        parts = [part for part in parts if code not in part.adopted]
        if not parts:
            return
        try:
            file, came = self._filing.obtain(wish)
        except (RefusedError, GoogleError) as error:
            if error.retryable:
                raise
            self._result.problems.append(f"{wish.name}: {error}")
            return
        self._sharing.share(file.file_id, wish.name, wish.emails)
        self._bring(wish.name, file, wish.title, came, parts)

    def _bring(self, name: str, file: Spreadsheet, title: str, came: Came, parts: Parts) -> None:
        standing = came in (Came.STOOD, Came.TAKEN_FROM_BIN)
        if standing and not self._needs_a_look(file, title, parts):
            self._tell(name, Repaired(file), came, parts[0])
            return
        try:
            repaired = bring_file(
                self._service,
                file,
                _tabs(file, parts, whole=came is Came.MADE_AGAIN),
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
        self._tell(name, repaired, came, parts[0])

    def _needs_a_look(self, file: Spreadsheet, title: str, parts: Parts) -> bool:
        """Whether anything speaks against the file being whole, of this version, and named rightly."""
        made, listed = recall(self._service, file.file_id), self._filing.listed(file.file_id)
        if title and made.title != title:
            return True
        if listed and not listed.by_us and listed.modified != file.seen_modified:
            return True
        return any(part.needs_a_look(file, made) for part in parts)

    def _tell(self, name: str, repaired: Repaired, came: Came, part: _Part) -> None:
        url = self._service.sheet_url(repaired.file.file_id, _first_tab(repaired.file, part))
        if came in CAME_WORDS:
            self._result.news.append(f"{name}: {CAME_WORDS[came].format(who=part.planner.form.who.th)} {url}")
        deeds = [deed for deed in repaired.deeds if deed.kind != "tab_made"]
        if came is not Came.MADE_AGAIN:
            self._result.news += [f"{name}: {line}" for line in tell(deeds)]
        self._result.problems += [f"{name}: {line} {url}" for line in tell(repaired.left)]


def _tabs(file: Spreadsheet, parts: Parts, whole: bool) -> list[Tab]:
    """The tabs of these rounds, those not recorded yet too; of a lost file all that it held."""
    kept = list(file.tabs) if whole else [tab for part in parts for tab in part.standing(file)]
    return [*kept, *[tab for part in parts for tab in part.missing(file)]]


def _first_tab(file: Spreadsheet, part: _Part) -> int:
    mine = (tab.sheet_id for tab in part.standing(file) if tab.purpose == part.layout)
    return next(mine, 0)
