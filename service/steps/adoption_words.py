"""What adopting a tab would do, in lines to read before saying yes."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from service.sheets import layout as at
from service.sheets.adopting import Adoption
from service.sheets.blueprint import COLUMNS, ROWS
from service.sheets.tab_builder import letters
from service.steps.adopting import Proposal
from service.steps.planning import Planner
from service.steps.respondent_finder import RespondentFinder

LONGEST = 60


def told(proposal: Proposal) -> list[str]:
    """What matches, what does not with the nearest names, and what would be written."""
    adoption, title = proposal.adoption, proposal.tab.title
    if adoption is None:
        more = f" และรับแถวของอีก {proposal.joining} {proposal.form.who.th}" if proposal.joining else ""
        return [f"แท็บ “{title}” รับไว้แล้ว ใส่เฉพาะที่ขาด{more} (adopted before: only what is missing)"]
    found = len(adoption.matches.found)
    return [
        f"แท็บ “{title}” ผัง {adoption.layout} พบ {found} ช่อง (fields found)",
        *_fields(proposal, adoption),
        *(_respondents(proposal, adoption) if adoption.layout == "table" else ()),
    ]


def _fields(proposal: Proposal, adoption: Adoption) -> Iterator[str]:
    matches, where = adoption.matches, _where(adoption)
    titles = {line.key: line.title for axis in (ROWS, COLUMNS) for line in proposal.plan.lines(axis)}
    school = proposal.found.places[COLUMNS].get(at.SCHOOL)
    if adoption.layout == "table" and school is not None and school not in matches.found.values():
        shown = _short(adoption.texts.get(school, ""))
        who = proposal.form.who
        yield f"✔ {where(school)} “{shown}” เป็นชื่อ{who.th} (the {who.en}s' names)"
    for name, index in sorted(matches.found.items(), key=lambda item: item[1]):
        shown = adoption.texts.get(index, "")
        changed = "" if shown == titles[name] else f" → เปลี่ยนเป็น “{titles[name]}” (heading changed)"
        yield f"✔ {where(index)} “{_short(shown)}”{changed}"
    for name, indices in matches.several.items():
        places = ", ".join(where(index) for index in indices)
        hint = f"--map {name}={where(indices[0])}"
        yield f"✖ “{titles[name]}” มีหลายที่ {places}: ระบุ {hint} (several places: say which)"
    own = {item.name for item in proposal.form.fields if item.names_respondent}
    for name, near in matches.unfound.items():
        if name in own:
            yield f"＋ “{titles[name]}” เติมให้จากทะเบียน (filled in from the register)"
            continue
        yield f"＋ ไม่พบ “{titles[name]}” ({name}) จะเพิ่มให้ว่าง (not found, added blank){_near(near)}"
    for index, near in matches.unasked.items():
        shown = _short(adoption.texts[index])
        yield f"– {where(index)} “{shown}” ไม่อยู่ในแบบ คงไว้ (not in the form, kept){_near(near)}"


def _where(adoption: Adoption) -> Callable[[int], str]:
    """A column by its letters, a row by its number."""
    return letters if adoption.layout == "table" else lambda index: str(index + 1)


def _near(names: Sequence[str]) -> str:
    return f" ใกล้เคียง (near): {', '.join(f'“{_short(name)}”' for name in names)}" if names else ""


def _short(text: str) -> str:
    return " ".join(text.split())[:LONGEST]


def _respondents(proposal: Proposal, adoption: Adoption) -> Iterator[str]:
    finder = RespondentFinder(Planner(proposal.service, proposal.opened))
    who = proposal.form.who
    yield f"พบ{who.th} {len(adoption.respondents)} แห่ง ({who.en}s found)"
    yield from _unknown(adoption.unknown, finder)
    for row in adoption.twice:
        yield f"? แถว {row + 1} เป็น{who.th}ที่มีแถวแล้ว ไม่อ่าน (this {who.en} has a row already: not read)"
    if proposal.absent:
        some = ", ".join(proposal.absent[:5])
        yield (
            f"– ไม่มีแถวของ {len(proposal.absent)} แห่ง: {some} แก้ชื่อแล้วสั่ง adopt อีกครั้ง "
            "หรือ tidtam repair จะเพิ่มแถวให้ (no row: mend the names and adopt again, or repair adds rows)"
        )


def _unknown(rows: Mapping[int, str], finder: RespondentFinder) -> Iterator[str]:
    for row, text in rows.items():
        yield f"? แถว {row + 1} “{_short(text)}” ไม่อยู่ในทะเบียน (not in the register){_near(finder.near(text))}"
