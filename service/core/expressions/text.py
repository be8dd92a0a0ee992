"""The text of an expression cut into tokens: capped first, and nothing in it that a reader cannot see."""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

MAX_LENGTH = 1000
MAX_DEPTH = 24
MAX_DIGITS = 15
MAX_LEVELS = 96
"""Levels of a tree: nothing that walks one comes near to Python's own limit."""
MAX_NODES = 2000
"""Nodes of a tree, with patterns written out: what one run may cost."""
TOKEN = re.compile(
    r"""(?P<space>[ \t]+)
      | (?P<number>[0-9]+(?:\.[0-9]*)?|\.[0-9]+)
      | (?P<name>[A-Za-z_][A-Za-z0-9_]*)
      | (?P<text>'[^']*'|"[^"]*")
      | (?P<foreign>\*\*|//|<>|=<|=>|<<|>>|&&|\|\||:=)
      | (?P<sign><=|>=|==|!=|[-+*/<>(),])""",
    re.VERBOSE,
)
REMEDIES = {
    **dict.fromkeys(("=", ":="), ("ถ้าเทียบว่าเท่ากัน ให้เขียน ==", "write == to compare")),
    "=<": ("ให้เขียน <=", "write <="),
    "=>": ("ให้เขียน >=", "write >="),
    "<>": ("ให้เขียน !=", "write !="),
    "<<": ("ถ้าเทียบว่าน้อยกว่า ให้เขียน <", "write < to compare"),
    ">>": ("ถ้าเทียบว่ามากกว่า ให้เขียน >", "write > to compare"),
    "!": ("ให้เขียน not หรือเขียน != เมื่อเทียบว่าไม่เท่ากัน", "write not, or != to compare"),
    "~": ("ให้เขียน not", "write not"),
    **dict.fromkeys(("&", "&&"), ("ให้เขียน and", "write and")),
    **dict.fromkeys(("|", "||"), ("ให้เขียน or", "write or")),
    **dict.fromkeys(("**", "^"), ("ไม่มียกกำลัง ให้คูณแทน เช่น a * a", "there are no powers; multiply")),
    "//": ("ถ้าหาร ให้เขียน /", "write / to divide"),
    "%": ("ให้เขียน / 100", "write / 100"),
    ".": ("ให้เขียนชื่อช่องอย่างเดียว ไม่มีจุดต่อท้าย", "a field has no parts; write its name alone"),
    **dict.fromkeys("[]{}", ("ให้ใช้วงเล็บ ( )", "use round brackets ( )")),
    **dict.fromkeys("“”‘’«»`", ("ให้ใช้เครื่องหมายคำพูดแบบตรง: 'ข้อความ'", "write straight quotes: 'text'")),
    **dict.fromkeys("–—−", ("ให้ใช้ขีดธรรมดา -", "write a plain -")),
    **dict.fromkeys("×·", ("ให้เขียน *", "write *")),
    "÷": ("ให้เขียน /", "write /"),
    "≤": ("ให้เขียน <=", "write <="),
    "≥": ("ให้เขียน >=", "write >="),
    "≠": ("ให้เขียน !=", "write !="),
}
"""What to write instead of the signs of other languages, of school books and of word processors: in Thai,
in English.
"""


class ExpressionError(ValueError):
    """An expression that cannot be used; ``column`` (from 1) says where in its text.

    The message is English; ``thai`` says the same, to stand before it.
    """

    def __init__(self, thai: str, english: str, column: int = 1) -> None:
        super().__init__(f"column {column}: {english}")
        self.thai = f"ตัวอักษรที่ {column}: {thai}"
        self.column = column


class Token(NamedTuple):
    """``kind`` is number, name, text (without its quotes), sign or end; ``column`` counts from 1."""

    kind: str
    text: str
    column: int


def tokens(text: str) -> list[Token]:
    """The tokens of a text, closed by one of kind end. A line break counts as a space.

    Length and nesting are capped here, so that no text costs more than a moment. Raises ExpressionError.
    """
    if len(text) > MAX_LENGTH:
        raise ExpressionError(
            f"สูตรยาวเกิน {MAX_LENGTH} ตัวอักษร ให้แยกเป็นหลายกฎ",
            f"longer than {MAX_LENGTH} characters: split it into several rules",
            MAX_LENGTH,
        )
    found = list(_cut(text.translate({10: " ", 13: " "})))
    depth = 0
    for token in found:
        if token.kind == "sign":
            depth += (token.text == "(") - (token.text == ")")
        if depth > MAX_DEPTH:
            raise ExpressionError(
                f"วงเล็บซ้อนกันเกิน {MAX_DEPTH} ชั้น ให้แยกเป็นหลายกฎ",
                f"nested deeper than {MAX_DEPTH}: split it into several rules",
                token.column,
            )
    return found


def _cut(line: str) -> Iterator[Token]:
    place = 0
    while place < len(line):
        match = TOKEN.match(line, place)
        kind = match.lastgroup if match else None
        if match is None or kind is None or kind == "foreign":
            raise _foreign(match[0] if match else line[place], place + 1)
        if kind == "number":
            _check_number(match[0], line[match.end() : match.end() + 1], place + 1)
        if kind == "text":
            _check_text(match[0], place + 1)
        if kind != "space":
            yield Token(kind, match[0][1:-1] if kind == "text" else match[0], place + 1)
        place = match.end()
    yield Token("end", "", len(line.rstrip()) + 1)


def _foreign(sign: str, column: int) -> ExpressionError:
    return ExpressionError(*_foreign_words(sign), column)


def _foreign_words(sign: str) -> tuple[str, str]:
    """What is wrong with a sign that is none of the language, in Thai and in English."""
    if sign in "'\"":
        return "เครื่องหมายคำพูดนี้ไม่มีตัวปิด ให้เติมตัวปิด", "this quote is never closed; write the closing one"
    if sign in REMEDIES:
        thai, english = REMEDIES[sign]
        return f"ใช้ {sign} ในสูตรไม่ได้ {thai}", f"{sign} has no meaning here: {english}"
    if sign.isdigit():
        return "ให้เขียนตัวเลขด้วยเลข 0-9", "write a number in digits 0-9"
    if not _seen(sign):
        code = f"U+{ord(sign):04X}"
        return (
            f"ตรงนี้มีอักขระที่มองไม่เห็น {code} ให้ลบออก",
            f"an invisible character ({code}) stands here: take it out",
        )
    if sign.isalpha() or unicodedata.combining(sign):
        return (
            f"พบ {sign} นอกเครื่องหมายคำพูด ชื่อช่องให้ใช้ a-z ส่วนข้อความให้ครอบด้วย '…'",
            f"{sign} stands outside quotes: write names in letters a-z, a text in 'quotes'",
        )
    return f"ใช้ {sign} ในสูตรไม่ได้ ให้ลบออก", f"{sign} has no meaning here: take it out"


def _seen(character: str) -> bool:
    """Not a control, format (as those that turn the writing direction), surrogate or odd space."""
    category = unicodedata.category(character)
    return character == " " or category[0] not in "CZ"


def _check_number(digits: str, after: str, column: int) -> None:
    if after == "." or after == "_" or after.isalnum():
        raise ExpressionError(
            "ให้เขียนตัวเลขด้วยเลข 0-9 แล้วเว้นวรรค", "write a number in digits, and a space after it", column
        )
    whole, _, rest = digits.partition(".")
    if len(whole) > 1 and whole.startswith("0"):
        raise ExpressionError(
            "ตัวเลขขึ้นต้นด้วย 0 ไม่ได้ ให้ลบ 0 ออก", "a number does not begin with 0: take it out", column
        )
    if len((whole + rest).lstrip("0")) > MAX_DIGITS or len(rest) > MAX_DIGITS:
        raise ExpressionError(
            f"ตัวเลขยาวได้ไม่เกิน {MAX_DIGITS} หลัก ให้เขียนตัวเลขให้สั้นลง",
            f"a number has at most {MAX_DIGITS} digits; write a shorter one",
            column,
        )


def _check_text(quoted: str, column: int) -> None:
    for offset, character in enumerate(quoted):
        if character == "\\" or not _seen(character):
            raise _foreign(character, column + offset)
