"""A form in words for the analyst who wrote it: fields, rules, indicators, a line each.

It speaks from the file's own keys, so that a key which the format gains is shown without a change here.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from service.core.breakdowns import SCOPE_WORDS
from service.core.normalise import thai_date
from service.core.schema import RESPONDENT_WORDS, Text
from service.definitions.expanding import for_each, rule_code
from service.definitions.parts import field_kind, respondent_of
from service.definitions.row_rules import (
    equals_field,
    marked_field,
    message_of,
    names_of,
    over_rows,
    written_row_rules,
)
from service.definitions.templates import TEMPLATES, compiled

KIND_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "count": "จำนวนนับ",
        "integer": "จำนวนเต็ม",
        "number": "ตัวเลข",
        "percent": "ร้อยละ",
        "money": "จำนวนเงิน",
        "level": "ระดับ 1–5",
        "date": "วันที่",
        "fiscal_year": "ปีงบประมาณ",
        "period": "งวด",
        "school_code": "รหัสโรงเรียน",
        "school_name": "ชื่อโรงเรียน",
        "unit_code": "รหัสหน่วยงาน",
        "text": "ข้อความ",
        "uri": "ลิงก์",
        "phone": "โทรศัพท์",
        "code": "รหัสในบัญชีรหัส",
        "codes": "หลายรหัสในบัญชีรหัส",
        "email": "อีเมล",
        "choice": "เลือกจากรายการ",
        "scale": "มาตรวัด",
        "yes_no": "มี/ไม่มี",
    }
)
SIGNS: Mapping[str, str] = MappingProxyType(
    {
        "<=": "ไม่เกิน",
        ">=": "ไม่น้อยกว่า",
        "==": "เท่ากับ",
        "!=": "ไม่เท่ากับ",
        "<": "น้อยกว่า",
        ">": "มากกว่า",
        "*": "×",
        "/": "÷",
        "and": "และ",
        "or": "หรือ",
        "not": "ไม่ใช่",
        "this": "“ช่องนี้”",
        "true": "ใช่",
        "false": "ไม่",
    }
)
FUNCTION_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "abs": "ผลต่าง",
        "min": "ค่าน้อยสุดของ",
        "max": "ค่ามากสุดของ",
        "sum": "ผลรวม",
        "mean": "ค่าเฉลี่ย",
        "count": "จำนวนที่",
        "prev": "รอบก่อนของ",
        "usual": "ค่าปกติของ",
        "given": "กรอกแล้ว",
        "coalesce": "ค่าแรกที่มีของ",
        "when": "ถ้า",
        "fact": "ทะเบียน",
        "has_grade": "เปิดสอน",
        "has_tag": "มีป้าย",
        "has_code": "มีรหัส",
        "has_part": "มีส่วน",
        "day": "วันที่ของ",
        "round_starts": "วันแรกของรอบ",
        "round_ends": "วันสุดท้ายของรอบ",
        "round_year": "ปีของรอบ",
        "is_round": "รอบ",
        "respondent": "รหัสผู้กรอก",
    }
)
NO_VALUES = ("round_starts", "round_ends", "round_year", "respondent")
"""Functions that take nothing: their brackets say nothing."""
SCHOOL = RESPONDENT_WORDS["school"].th
COUNTED = f"จำนวน{SCHOOL}ที่รายงาน"
SEVERITIES = {"error": "ต้องแก้", "query": "ให้แก้หรือเลือกเหตุผล"}
COLOURS = {"red": "แดง", "yellow": "เหลือง", "green": "เขียว"}
TOKEN = re.compile(r"'[^']*'|\"[^\"]*\"|[A-Za-z_][A-Za-z0-9_]*\s*\(?|<=|>=|==|!=|[<>*/]|.", re.DOTALL)
TOLD_OF_RULES = ("field", "fields", "relevant", "constraint", "severity", "accept_notes", "missing")
TOLD_OF_INDICATORS = (
    *("numerator", "denominator", "numerator_title", "denominator_title", "factor", "legend"),
    "near_target",
    *("decimals", "missing", "direction", "breakdowns", "align"),
)
ROW_KEYS = ("field", "fields", "by", "from", "to")
SHOWN_APART = frozenset({"id", "name", "title", "type", "kind", "group", "unit", "constraints", "message"})


def in_words(expression: str, titles: Mapping[str, str]) -> str:
    """An expression with its fields by title and its signs in Thai; what has no word stays as written."""
    words = "".join(_word(token, titles) for token in TOKEN.findall(str(expression)))
    words = words.replace(f"{FUNCTION_WORDS['count']}()", COUNTED)
    for name in NO_VALUES:
        words = words.replace(f"{FUNCTION_WORDS[name]}()", FUNCTION_WORDS[name])
    return " ".join(words.split())


def _word(token: str, titles: Mapping[str, str]) -> str:
    bare = token.rstrip("( \n")
    if token.endswith("(") and bare in SIGNS:  # "or (" is no function
        return f" {SIGNS[bare]} ("
    if token.endswith("("):
        return f"{FUNCTION_WORDS.get(bare, bare)}("
    if bare in titles:
        return token.replace(bare, f"“{titles[bare]}”")
    return f" {SIGNS[bare]} " if bare in SIGNS else token


def told(data: Any) -> list[str]:
    """The whole form, a line for each thing in it."""
    head, titles = data["form"], {field["name"]: field["title"] for field in data["schema"]["fields"]}
    lines = [
        f"{head['id']} รุ่น {head['version']}: {head['title']['th']}",
        f"รอบ {' '.join(head['rounds'])} · ใช้ {head['valid'][0]} ถึง {head['valid'][1]}"
        f" · ผัง {' '.join(data['sheet']['layouts'])}",
        *_draft(head),
    ]
    who = RESPONDENT_WORDS[respondent_of(data)].th
    lines += [f"ผู้กรอก: {who}{_when(head, titles)} (respondent: {respondent_of(data)})"]
    lines += _brought(data["sheet"], titles)
    lines += ["", f"ช่อง {len(data['schema']['fields'])} (fields)", *_fields(data, titles)]
    rules = data.get("rules") or []
    lines += ["", f"กฎ {len(rules)} (rules)", *_rules(data, titles)]
    indicators = data.get("indicators") or []
    lines += ["", f"ตัวชี้วัด {len(indicators)} (indicators)"]
    lines += [line for item in indicators for line in _indicator(item, titles)]
    if data.get("breakdowns"):
        lines += ["", f"ตัวชี้วัดทุกตัวแยกตาม (breakdowns): {_scopes(data['breakdowns'])}"]
    tables = data.get("tables") or []
    lines += ["", f"ตารางร้อยละ {len(tables)} (tables)"] if tables else []
    lines += [line for item in tables for line in _table(item, titles)]
    exports = data.get("exports") or []
    lines += ["", f"ตารางพร้อมวาง {len(exports)} (exports)"] if exports else []
    lines += [
        f"    {item['id']}  {item['title']}: {_headings(item)}{_only(item, titles)}" for item in exports
    ]
    return [line.replace(COUNTED, COUNTED.replace(SCHOOL, who)) for line in lines]


def _draft(head: Any) -> Iterator[str]:
    """Whose draft it is, and until when somebody is to review it."""
    if "authored_by" in head:
        yield f"ผู้ร่าง {head['authored_by']}"
    if "review_by" in head:
        day = date.fromisoformat(head["review_by"])
        yield f"ทบทวนภายใน {thai_date(day, short=True)} ({day})"


def _headings(item: Any) -> str:
    return " | ".join(column["heading"] for column in item["columns"])


def _only(item: Any, titles: Mapping[str, str]) -> str:
    names = item.get("only") or ()
    return f" · เฉพาะแถวที่ {' และ '.join(f'“{titles[name]}”' for name in names)}" if names else ""


def _brought(sheet: Any, titles: Mapping[str, str]) -> Iterator[str]:
    """What stands in a new tab from the beginning."""
    if "carry" in sheet:
        names = ", ".join(f"“{titles.get(name, name)}”" for name in sheet["carry"])
        until = sheet.get("carry_until")
        over = f" · ยกเว้นแถวที่ {in_words(until, titles)} (carry_until)" if until else ""
        yield f"ยกคำตอบของรอบก่อนมาใส่ให้ (carry): {names}{over}"
    if found := sheet.get("rows_from"):
        pairs = ", ".join(
            f"“{titles.get(here, here)}” จาก {there}" for here, there in found["fields"].items()
        )
        yield f"ยกแถวจากแบบ {found['form']} ที่ช่อง {found['to']} เป็นรหัสของผู้กรอก (rows_from): {pairs}"


def _table(item: Any, titles: Mapping[str, str]) -> Iterator[str]:
    by = item["by"]
    told = titles.get(by) or _scopes([by])
    yield f"    {item['id']}  {item['title']['th']}  (แยกตาม {told})"
    if "count" in item:
        yield f"        นับ: {in_words(item['count'], titles)}"
    yield from _others(item, ("by", "count"))


def _scopes(names: Any) -> str:
    known: Mapping[str, Text] = {str(scope): words for scope, words in SCOPE_WORDS.items()}
    return " ".join(known[name].th if name in known else name for name in names)


def _fields(data: Any, titles: Mapping[str, str]) -> Iterator[str]:
    groups = {group["id"]: group for group in data["groups"]}
    before = ""
    for field in data["schema"]["fields"]:
        group = groups.get(field.get("group", ""))
        if group and group["id"] != before:
            before = group["id"]
            yield f"  [{group['id']}] {group['title']}{_when(group, titles)}"
            if "align" in group:
                yield f"      สอดคล้องกับ: {_aligned(group)}"
        limits = field.get("constraints", {})
        kind = field_kind(field)
        told = [KIND_WORDS.get(kind, kind), *([field["unit"]] if "unit" in field else [])]
        told += ["ต้องกรอก"] if limits.get("required") else []
        told += [_limits(limits)] if _limits(limits) else []
        told += ["ทุกแห่งต้องตอบ"] if field.get("not_applicable") is False else []
        told += ["45.5% อ่านเป็น 45.5"] if field.get("percent_as_number") else []
        if "categories" in field:
            told += [" / ".join(f"{one['value']} {one['label']}" for one in field["categories"])]
        yield f"    {field['name']}  {field['title']}  ({', '.join(told)}){_when(field, titles)}"


def _limits(limits: Any) -> str:
    shown = {"minimum": "ตั้งแต่ {}", "maximum": "ไม่เกิน {}", "maxLength": "ยาวไม่เกิน {}", "pattern": "รูปแบบ {}"}
    parts = [words.format(limits[key]) for key, words in shown.items() if key in limits]
    return " ".join([*parts, *([" / ".join(map(str, limits["enum"]))] if "enum" in limits else [])])


def _when(item: Any, titles: Mapping[str, str]) -> str:
    return f"  เมื่อ {in_words(item['relevant'], titles)}" if item.get("relevant") else ""


def _rules(data: Any, titles: Mapping[str, str]) -> Iterator[str]:
    """Every rule; one with ``each`` once for every value, as it is checked."""
    fields = {field["name"]: field for field in data["schema"]["fields"]}
    for rule in data.get("rules") or []:
        if over_rows(rule):
            continue
        for values, item in for_each(rule):
            named = dict(item) | {"id": rule_code(rule["id"], ".".join(values))}
            yield from _rule(_with_template(named, fields), titles)
    for written in written_row_rules(data):
        yield from _row_rule(written.item, titles)


def _total_wanted(rule: Mapping[str, Any], titles: Mapping[str, str]) -> str:
    name = equals_field(rule)
    return f"“{titles.get(name, name)}”" if name else str(rule.get("equals"))


def _row_rule(rule: Mapping[str, Any], titles: Mapping[str, str]) -> Iterator[str]:
    """A rule over rows as a sentence."""
    named = {key: " ".join(f"“{titles.get(name, name)}”" for name in names_of(rule, key)) for key in ROW_KEYS}
    by = f" ของแต่ละ {named['by']}" if named["by"] else ""
    sentences = {
        "rows_total": f"{named['field']}{by} ทุกแถวรวมได้ {_total_wanted(rule, titles)}",
        "unique_together": f"{named['fields']} ไม่ซ้ำกันสองแถว",
        "no_overlap": f"{named['from']} ถึง {named['to']}{by} ไม่ซ้อนกัน",
    }
    severity = str(rule.get("severity", "error"))
    where = f"ที่ {marked_field(rule)}{_when(rule, titles)}"
    yield f"    {rule['id']}  {SEVERITIES.get(severity, severity)}  {where}"
    yield f"        ต้องเป็นจริง: {sentences[rule['check']]}"
    yield f"        ข้อความ: {message_of(rule)['th']}"
    if rule.get("accept_notes"):
        yield f"        เหตุผลที่รับ: {' / '.join(rule['accept_notes'])}"
    yield from _others(rule, (*TOLD_OF_RULES, *ROW_KEYS, "check", "equals"))


def _with_template(rule: dict[str, Any], fields: Mapping[str, Any]) -> dict[str, Any]:
    """The rule with the severity that its template gives it, and the message where it is for one field."""
    if "check" not in rule:
        return rule
    if "fields" in rule:
        return {"severity": TEMPLATES[rule["check"]].severity} | rule
    made = compiled(rule, fields)
    return rule | {key: made[key] for key in ("severity", "message") if key in made}


def _rule(rule: Any, titles: Mapping[str, str]) -> Iterator[str]:
    severity = str(rule.get("severity", ""))
    target = _short(rule.get("field") or rule.get("fields") or "")
    told = [rule["id"], SEVERITIES.get(severity, severity), f"ที่ {target}" if target else ""]
    yield f"    {'  '.join(part for part in told if part)}{_when(rule, titles)}"
    if "constraint" in rule:
        yield f"        ต้องเป็นจริง: {in_words(rule['constraint'], titles)}"
    if "message" in rule:
        yield f"        ข้อความ: {rule['message']['th']}"
    if rule.get("accept_notes"):
        yield f"        เหตุผลที่รับ: {' / '.join(rule['accept_notes'])}"
    yield from _others(rule, TOLD_OF_RULES)


def _indicator(item: Any, titles: Mapping[str, str]) -> Iterator[str]:
    yield f"    {item['id']}  {item['title']['th']}{'  (' + item['unit'] + ')' if 'unit' in item else ''}"
    if "numerator" in item:
        factor = f" × {item['factor']}" if item.get("factor", 1) != 1 else ""
        above, below = (in_words(item.get(key, ""), titles) for key in ("numerator", "denominator"))
        yield f"        {above} ÷ {below}{factor}"
    if "legend" in item:
        bands = (f"{low}–{high} {COLOURS.get(label, label)}" for low, high, label in item["legend"])
        yield f"        สี: {' · '.join(bands)}"
    if "near_target" in item:
        near = f"เหลืองเมื่อพลาดไม่เกินร้อยละ {item['near_target']} ของเป้า"
        yield f"        สี: เขียวเมื่อถึงเป้าของรอบ · {near} · แดงเมื่อพลาดกว่านั้น"
    if item.get("direction") == "down":
        yield "        ยิ่งน้อยยิ่งดี (direction: down)"
    if "align" in item:
        yield f"        สอดคล้องกับ: {_aligned(item)}"
    if "breakdowns" in item:
        yield f"        แยกตาม: {_scopes(item['breakdowns'])}"
    yield from _others(item, TOLD_OF_INDICATORS)


def _aligned(item: Any) -> str:
    return " · ".join(f"{name} {' '.join(codes)}" for name, codes in item["align"].items())


def _others(item: Any, apart: tuple[str, ...]) -> Iterator[str]:
    """Every further key as it stands in the file."""
    for key, value in item.items():
        if key not in apart and key not in SHOWN_APART:
            yield f"        {key}: {_short(value)}"


def _short(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key} {_short(inner)}" for key, inner in value.items())
    if isinstance(value, list):
        return " ".join(f"[{_short(item)}]" if isinstance(item, list) else _short(item) for item in value)
    return str(value)
