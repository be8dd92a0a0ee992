"""Values as people read them, for the templates: Thai first, never by colour alone."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from service.core.issues import State
from service.core.messages import STATE_WORDS
from service.core.normalise import number_text, thai_date
from service.core.rounds import Round
from service.core.schema import Text

NOTHING = "–"
TEXT_FORM = "\ufe0e"  # keeps phones from drawing ✔ and ✖ as coloured pictures
SYMBOLS = {
    State.NEEDS_FIX: "✖" + TEXT_FORM,
    State.EXPLAIN: "?",
    State.MISSING: NOTHING,
    State.IN_PROGRESS: "…",
    State.COMPLETE: "✔" + TEXT_FORM,
}
BAR_ORDER = (State.COMPLETE, State.NEEDS_FIX, State.EXPLAIN, State.IN_PROGRESS, State.MISSING)
COLOURS = {"green": Text("เขียว", "green"), "yellow": Text("เหลือง", "yellow"), "red": Text("แดง", "red")}
NO_VALUE = Text("ยังไม่มีค่า", "no value")
REPORT_STATES = {
    "queued": Text("รอคิว", "waiting"),
    "running": Text("กำลังสร้าง", "being made"),
    "done": Text("เสร็จแล้ว", "done"),
    "failed": Text("ไม่สำเร็จ", "failed"),
}
LONG_AGO = 60  # days after which nobody counts them any more
BEFORE_NUMBER = ("ร้อยละ", "ระดับ")


def state_word(state: State) -> Text:
    return STATE_WORDS[state]


def colour_word(colour: str) -> Text:
    return COLOURS.get(colour, NO_VALUE)


def day(value: date | None) -> str:
    return NOTHING if value is None else thai_date(value, short=True)


def moment(value: datetime | None) -> str:
    return NOTHING if value is None else f"{thai_date(value.date(), short=True)} {value:%H.%M} น."


def number(value: Decimal | int | None, decimals: int | None = None) -> str:
    return NOTHING if value is None else number_text(value, decimals)


def with_unit(text: str, unit: str) -> str:
    """ร้อยละ 80.25, ระดับ 3.40, 12 แห่ง."""
    if text == NOTHING or not unit:
        return text
    return f"{unit} {text}" if unit in BEFORE_NUMBER else f"{text} {unit}"


def time_left(due: date, today: date) -> str:
    left = (due - today) // timedelta(days=1)
    if left > 0:
        return f"เหลืออีก {left} วัน"
    if left == 0:
        return "วันนี้เป็นวันสุดท้าย"
    return f"เลยกำหนดมา {-left} วัน" if -left <= LONG_AGO else "เลยกำหนดแล้ว"


def round_title(opened: Round) -> str:
    return opened.full_title


FILTERS = {
    "colour_word": colour_word,
    "day": day,
    "moment": moment,
    "number": number,
    "round_title": round_title,
    "state_word": state_word,
}
