"""How a form lies in a sheet: codes and keys by which everything is found, never positions.

card   one respondent, a row a field: codes down a hidden column, roles in a hidden row.
table  one form, a row a respondent: field codes in a hidden row, keys down a hidden column.
list   one respondent, a row a thing it adds (a project, a recommendation): field codes in a hidden
       row, our keys down a hidden column (core.rows says what they mean).
issues the questions of a table, a row each, with a place for the reason.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from service.core.messages import ACCEPT_NOTES
from service.core.register import Respondent
from service.core.relevance import irrelevant_code
from service.core.rounds import Round
from service.core.schema import Field, Form
from service.core.several import joined

MARK = "#tidtam"
CODE, VALUE, STATUS, MESSAGE, REASON, KEY = "#code", "#value", "#status", "#message", "#reason", "#key"
HEADINGS = "#headings"
TITLE, PREVIOUS, RECEIPT, SCHOOL = "#title", "#previous", "#receipt", "#school"
CARD_COLUMNS = (CODE, TITLE, VALUE, STATUS, MESSAGE, REASON, PREVIOUS)
WHO = "{who}"
"""Stands in a heading for what the form calls its respondent: see ``headings``."""
CARD_HEADINGS = ("", "รายการ", "คำตอบของ{who}", "ผลตรวจ", "สิ่งที่ต้องทำ", "เหตุผล (เมื่อถูกถาม)", "รอบก่อน")
TABLE_COLUMNS = (KEY, SCHOOL, STATUS, MESSAGE)
TABLE_HEADINGS = ("", "{who}", "สถานะ", "สิ่งที่ต้องทำ")
LIST_COLUMNS, LIST_LAST = (KEY, STATUS, MESSAGE), REASON
LIST_HEADINGS = ("", "ผลตรวจ", "สิ่งที่ต้องทำ", "เหตุผล (เมื่อถูกถาม)")
"""The last heading is that of LIST_LAST: the reason stands after the row's own cells."""
LAYOUTS = ("card", "table", "list")
"""What a tab that respondents fill can be."""
ISSUE_COLUMNS = (KEY, SCHOOL, TITLE, MESSAGE, REASON, STATUS)
OPEN_REASON = "อื่น ๆ (ระบุ)"
ISSUE_HEADINGS = ("", "{who}", "ช่อง", "คำถาม", "เหตุผล", "สถานะ")


def anchor(layout: str, form_id: str, round_id: str) -> str:
    """The text in the first cell of a tab of ours: what it is, whatever its title becomes."""
    return f"{MARK} {layout} {form_id} {round_id}"


def parse_anchor(text: str) -> tuple[str, str, str] | None:
    """(layout, form, round) of an anchor; None for any other text."""
    parts = text.split()
    return (parts[1], parts[2], parts[3]) if len(parts) == 4 and parts[0] == MARK else None


def tab_title(form: Form, opened: Round, purpose: str = "card") -> str:
    """The title of a tab when it is made, in the words people use for the round; they may rename it."""
    title = f"{form.tab} {opened.title.removeprefix('รอบ ')} {opened.year}"
    return f"{title} คำถาม" if purpose == "issues" else title


def headings(form: Form, texts: Sequence[str]) -> tuple[str, ...]:
    """The headings of a layout in the words of the form: its respondents are schools, or units."""
    return tuple(text.replace(WHO, form.who.th) for text in texts)


CUMULATIVE = "นับสะสม"
IF_ANY = "ถ้ามี"


def titles(item: Field) -> tuple[str, str]:
    """What may stand before the answer: our title, and the one that tabs made earlier have."""
    return field_title(item), plain_title(item)


def field_title(item: Field) -> str:
    """The title as it stands before the answer, with its unit.

    It also says what else stands only in the note, which a phone hides: that a count runs on from the
    round before, and that nobody has to answer.
    """
    since = f" · {CUMULATIVE}" if CUMULATIVE in item.description and CUMULATIVE not in item.title else ""
    if_any = f" ({IF_ANY})" if item.if_any and IF_ANY not in item.title else ""
    return f"{plain_title(item)}{since}{if_any}"


def plain_title(item: Field) -> str:
    """The title with its unit."""
    return f"{item.title} ({item.unit})" if item.unit else item.title


CODES_IN_NOTE = 30
"""A note that lists more codes is not read."""
CODE_IN_NOTE = 160
"""Characters of a code and its words, in a note."""


def field_note(item: Field) -> str:
    """The note on a title: its description; of several codes, which have no drop-down, also what they are."""
    if item.kind != "codes" or not 0 < len(item.choices) <= CODES_IN_NOTE:
        return item.description
    codes = (
        "ใส่ได้หลายรหัส คั่นด้วย , เช่น " + joined([choice.split(" ", 1)[0] for choice in item.choices[:2]]),
        *map(_short, item.choices),
    )
    return "\n".join([*([item.description] if item.description else []), *codes])


def _short(choice: str) -> str:
    """A code with the beginning of its words, cut between two of them: its list may hold whole sentences."""
    if len(choice) <= CODE_IN_NOTE:
        return choice
    return choice[:CODE_IN_NOTE].rsplit(" ", 1)[0] + " …"


@dataclass(frozen=True, slots=True)
class CardRow:
    """A row of a card: the heading of a ``group`` (``field`` None) or a field of it."""

    code: str
    title: str
    group: str
    field: Field | None


def card_rows(form: Form) -> list[CardRow]:
    """The rows of a card below its head: fields under their group's heading, in the form's order."""
    rows: list[CardRow] = []
    group = ""
    for item in form.fields:
        if item.group and item.group != group:
            group = item.group
            rows.append(CardRow(group_code(group), _group_title(form, group), group, None))
        rows.append(CardRow(item.name, field_title(item), item.group, item))
    return rows


def group_code(group_id: str) -> str:
    """The code of a group's heading on a card."""
    return f"§{group_id}"


def is_group(code: str) -> bool:
    return code.startswith("§")


def _group_title(form: Form, group_id: str) -> str:
    group = form.group(group_id)
    return f"{group.number} {group.title}".lstrip()


def prefilled(item: Field, respondent: Respondent) -> str:
    """What is known from the register and put into the sheet when it is made."""
    return respondent.code if item.names_respondent else ""


def reasons_for(form: Form, item: Field) -> tuple[str, ...]:
    """The reasons offered beside a field: those of its rules, then those every question takes."""
    notes = [note for rule in form.all_rules if rule.field == item.name for note in rule.accept_notes]
    notes += ["ยังไม่มีข้อมูล จะรายงานรอบหน้า", *ACCEPT_NOTES[irrelevant_code(form, item)]]
    return (*dict.fromkeys(note for note in notes if note != OPEN_REASON), OPEN_REASON)
