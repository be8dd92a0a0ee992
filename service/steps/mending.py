"""Bringing the files of a round, or of all open ones, to their blueprints, one file after the other."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from service.core.rounds import Round
from service.errors import GoogleError, NotFoundError
from service.sheets.deeds import tell
from service.steps.context import Service, Track, untracked
from service.steps.planning import Planners
from service.steps.repairing import Repaired, bring_file
from service.store.spreadsheets import Spreadsheet, Tab


@dataclass(slots=True)
class Mended:
    """How many files were looked at and how many were changed; what was done, what could not be done."""

    files: int = 0
    changed: int = 0
    news: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def mend_files(
    service: Service,
    rounds: Sequence[Round],
    respondent: str = "",
    *,
    newer: bool = False,
    track: Track[Spreadsheet] = untracked,
) -> Mended:
    """Repair the tabs of these rounds, or with ``newer`` bring them to the form as it is installed now.

    A file that cannot be reached is told of and keeps no other from being mended; when Google is away,
    it raises GoogleBusyError: run again, it goes on.
    """
    keys = {(opened.form_id, opened.round_id) for opened in rounds if not opened.closed}
    files = [file for file in service.store.spreadsheets.all() if _concerns(file, keys, respondent)]
    if respondent and not files:
        raise NotFoundError(f"ไม่มีชีตของรหัส {respondent} ในรอบที่เปิด (no sheet of this code in an open round)")
    names = {item.code: item.name for item in service.store.register.all()}
    planners, mended = Planners(service), Mended()
    for file in track(files, "ตรวจและซ่อมชีต"):
        _mend(service, file, _tabs(file, keys), names, planners, newer, mended)
    return mended


def _concerns(file: Spreadsheet, keys: set[tuple[str, str]], respondent: str) -> bool:
    return (
        file.kind != "control"
        and bool(_tabs(file, keys))
        and (not respondent or file.respondent in ("", respondent))
    )


def _tabs(file: Spreadsheet, keys: set[tuple[str, str]]) -> list[Tab]:
    return [tab for tab in file.tabs if (tab.form_id, tab.round_id) in keys]


def _mend(
    service: Service,
    file: Spreadsheet,
    tabs: Sequence[Tab],
    names: dict[str, str],
    planners: Planners,
    newer: bool,
    mended: Mended,
) -> None:
    name = names.get(file.respondent, file.form_id or file.respondent)
    mended.files += 1
    try:
        repaired = bring_file(service, file, tabs, planners, newer=newer)
    except GoogleError as error:
        if error.retryable:
            raise
        mended.problems.append(f"{name}: {error} (tidtam provision ทำไฟล์ที่หายใหม่ · makes a lost file again)")
        return
    mended.changed += bool(repaired.deeds)
    mended.news += [f"{name}: {line}" for line in tell(repaired.deeds)]
    mended.problems += [f"{name}: {line} {_url(service, repaired)}" for line in tell(repaired.left)]


def _url(service: Service, repaired: Repaired) -> str:
    return service.sheet_url(repaired.file.file_id, repaired.file.tabs[0].sheet_id)
