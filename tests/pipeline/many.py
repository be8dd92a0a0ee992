"""An office of many schools with a small form, in simulated time: for what is counted, not looked at."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from service.bootstrap import build_service
from service.config import read_settings
from service.core.register import Respondent
from service.emulator import Emulator, MovableClock, traffic
from service.emulator.faults.people import carry_out
from service.pipeline import Swept, open_form_round, provision, sweep
from service.sheets.retry import Timing
from service.steps.context import Service
from tests.interleaving.card_form import COUNTS, FORM, ROUND, write_card_form
from tests.switching import chosen

from .offices import NOW, OWNER, Person

WRONG = "มาก"
CELL = "formattedValue,note,effectiveValue,userEnteredValue,userEnteredFormat"


@dataclass
class Many:
    """``seen`` are the statuses of all answers of Google's since the last sweep began."""

    emulator: Emulator
    service: Service
    clock: MovableClock
    owner: Person
    seen: list[int] = field(default_factory=list)

    def fill(self, wrong_every: int = 3) -> None:
        """Every school answers; every third one wrongly, in one cell."""
        for number, file in enumerate(self.service.store.spreadsheets.all()):
            if file.kind != "respondent":
                continue
            for place, name in enumerate(COUNTS):
                wrong = number % wrong_every == 0 and place == number % len(COUNTS)
                edit = {"do": "type", "user": "owner", "sheetId": file.tabs[0].sheet_id}
                edit |= {"row": {"code": name}, "column": {"code": "#value"}}
                edit |= {"text": WRONG if wrong else str(number + place)}
                refused = carry_out(self.emulator.app, file.file_id, edit)
                assert refused is None, refused

    def sweep(self, after: float = 120) -> tuple[Swept, float]:
        """A sweep, and how many seconds it took on the clock."""
        self.clock.forward(after)  # by default what was asked before does not count any more
        self.emulator.reset_requests()
        self.seen.clear()
        begun = self.clock.monotonic()
        swept = sweep(self.service, self.clock.now().astimezone(NOW.tzinfo))
        return swept, self.clock.monotonic() - begun

    def type(self, number: int, name: str, typed: str) -> None:
        """The school types into a cell of its own, on the page."""
        file = [file for file in self.service.store.spreadsheets.all() if file.kind == "respondent"][number]
        edit = {"do": "type", "user": "school", "sheetId": file.tabs[0].sheet_id, "text": typed}
        edit |= {"row": {"code": name}, "column": {"code": "#value"}}
        refused = carry_out(self.emulator.app, file.file_id, edit)
        assert refused is None, refused

    def wrong(self) -> list[str]:
        """Schools with an error, as the store knows them."""
        stored = self.service.store.submissions.all(FORM, ROUND)
        return [code for code, item in stored.items() if item.progress.errors]

    def calls(self) -> Counter[str]:
        return Counter(request["kind"] for request in self.emulator.requests() if request["kind"] != "token")

    def shown(self) -> dict[str, Any]:
        """Everything in every file, by school: values, notes, colours."""
        found = {}
        for file in self.service.store.spreadsheets.all():
            mask = f"sheets(properties,data(rowData(values({CELL}))))"
            if file.kind == "control":  # its links name the files
                mask = "sheets(data(rowData(values(formattedValue,userEnteredFormat/backgroundColor))))"
            path = f"/v4/spreadsheets/{file.file_id}"
            found[file.respondent or file.kind] = self.owner.json("GET", path, params={"fields": mask})
        return found


@contextmanager
def many(home: Path, schools: int, accounts: int = 1, quota: str = "google") -> Iterator[Many]:
    """So many schools with cards, their sheets made; ``accounts`` service accounts share the work."""
    clock = MovableClock(start=datetime(2023, 4, 5, 2, 0, tzinfo=UTC))
    with Emulator(home / "google", quota=quota, clock=clock, switches=chosen()) as emulator:
        keys = [emulator.credentials_path]
        for number in range(1, accounts):
            mail = f"tidtam{number}@emulator.iam.gserviceaccount.com"
            keys.append(emulator.add_service_account(mail, home / f"account{number}.json"))
            emulator.state.join_drive(emulator.shared_drive_id, mail, "fileOrganizer")
        environment = {
            "TIDTAM_HOME": str(home / "office"),
            "TIDTAM_CREDENTIALS": ",".join(str(key) for key in keys),
            "TIDTAM_GOOGLE_ENDPOINT": emulator.url,
            "TIDTAM_FOLDER": emulator.shared_drive_id,
            "TIDTAM_FORMS": str(write_card_form(home / "forms")),
        }
        timing = Timing(now=clock.monotonic, sleep=clock.sleep, chance=lambda: 0.5)
        service = replace(build_service(read_settings(environment), timing=timing), threads=clock.pool)
        service.store.register.save(
            [Respondent(f"10340{number:05}", f"บ้านสมมติ {number}", "เมือง") for number in range(schools)]
        )
        open_form_round(service, FORM, ROUND, due=date(2023, 4, 12))
        provision(service, FORM, ROUND)
        office = Many(emulator, service, clock, Person(emulator, "owner", OWNER))
        watch = lambda exchange: office.seen.append(exchange.status)  # noqa: E731
        traffic.observers.append(watch)
        yield office
        traffic.observers.remove(watch)
        service.store.close()
