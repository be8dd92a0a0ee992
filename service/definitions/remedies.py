"""What to write instead, for faults whose own words say only what is wrong.

One table, so that a check says what it found and every fault still ends with something to do.
"""

import re

DOES = re.compile(
    r"\b(write|rename|add|take|use|check|put|save|split|compare|give|begin|move|delete|clear|mean|change|narrow|multiply|leave)\b"
)
"""Words by which a fault already says what to do."""
NAMES = re.compile(r"(?<!\w)'[^']*'|\"[^\"]*\"|\b[A-Za-z_]\w*(?=\()")
"""What a fault repeats of the file: texts in quotes and names of functions. They are no remedy."""
REMEDIES: tuple[tuple[re.Pattern[str], str, str], ...] = tuple(
    (re.compile(pattern), thai, english)
    for pattern, thai, english in (
        (
            "there is no group",
            "ให้เขียนรหัสหมวดที่มีใน groups หรือเพิ่มหมวดนี้ที่นั่น",
            "write the id of a group under groups, or add it there",
        ),
        (
            "there is no field|names no field",
            "ให้เขียนชื่อช่องใน schema.fields หรือเพิ่มช่องที่นั่น",
            "write the name of a field under schema.fields, or add it",
        ),
        (
            "there is no list",
            "ให้เขียน codes/ชื่อ เมื่อมีบัญชีรหัส codes/ชื่อ.csv ข้างไฟล์แบบ",
            "write codes/<list> for a file codes/<list>.csv beside the form",
        ),
        (
            "there is no",
            "ให้เขียนชื่อที่มีในแบบนี้ หรือเพิ่มชื่อนี้",
            "write a name that stands in this form, or add it",
        ),
        (
            "is no round of this form",
            "ให้เขียนรอบที่มีในแบบ หรือเพิ่มรอบนี้ใน form.rounds",
            "write one of these rounds, or add this one to form.rounds",
        ),
        ("the last day lies before the first", "ให้เขียนวันแรกก่อนวันสุดท้าย", "write the first day first"),
        (
            "is no number",
            "ให้เขียนตัวเลขโดยไม่มีเครื่องหมายคำพูด เช่น 900",
            "write it without quotes, as 900",
        ),
        ("is not below", "ให้เขียนค่าน้อยก่อนค่ามาก", "write the smaller number first"),
        (
            "no gap, no overlap",
            "ให้เริ่มแต่ละช่วงตรงที่ช่วงก่อนจบ",
            "write each band from where the one before ends",
        ),
        ("is larger than maximum", "ให้เขียนค่าน้อยเป็น minimum", "write the smaller number as minimum"),
        ("needs (type|constraints|categories)", "ให้เขียนตามนั้น", "write it so"),
        (
            "no regular expression",
            "ให้เขียนรูปแบบ เช่น 0[0-9]{8,9} หรือลบออก",
            "write a pattern such as 0[0-9]{8,9}, or take it out",
        ),
        (
            "list stands alone",
            "ให้เขียน layouts: [list] หรือลบ list ออก",
            "write layouts: [list], or take list out",
        ),
        (
            "must be of type boolean",
            "ให้เขียนชื่อช่องที่เป็น kind: yes_no",
            "write the name of a field of kind yes_no",
        ),
        ("both needed", "ให้เติมส่วนที่ขาด", "add the missing one"),
        ("a truth is wanted", "ให้เขียนเป็นการเทียบ เช่น a <= b", "write a comparison such as a <= b"),
        (
            "a number is wanted",
            "ให้เขียนตัวเลข หรือชื่อช่องที่เป็นตัวเลข",
            "write a number or the name of a field that holds one",
        ),
        ("a text is wanted", "ให้เขียน 'ข้อความ' ในเครื่องหมายคำพูด", "write a 'text' in quotes"),
        (
            "cannot be compared",
            "ให้เทียบตัวเลขกับตัวเลข หรือข้อความกับข้อความ",
            "compare two numbers or two texts",
        ),
        ("can only be compared", "ให้ใช้ == หรือ !=", "use == or != here"),
        ("in quotes is wanted", "ให้ครอบด้วยเครื่องหมายคำพูด", "write it in quotes"),
        ("the name of a field is wanted", "ให้เขียนชื่อช่องหนึ่งช่อง", "write the name of one field"),
        ("are known", "ให้ใช้ชื่อเหล่านี้", "use these"),
        ("exist here", "ให้เขียนด้วยชื่อเหล่านี้", "write it with these"),
        ("cannot stand here", "ให้ใช้ฟังก์ชันอื่น หรือลบออก", "use another function, or take it out"),
        (
            r"takes \S+ to \S+ values",
            "ให้เขียนเท่าจำนวนนั้น คั่นด้วยจุลภาค",
            "write that many, with commas between",
        ),
        (
            "must be of one kind",
            "ให้เขียนเป็นตัวเลขทั้งหมด หรือข้อความทั้งหมด",
            "give all numbers or all texts",
        ),
        ("stand before a value", "ให้ลบเครื่องหมายออก", "take the sign out"),
        ("a number has at most", "ให้เขียนตัวเลขให้สั้นลง", "write a shorter number"),
        ("round in a circle", "ให้ลบส่วนนี้ออก", "take this part out"),
        ("refers to something else already", "ให้ลบออกหนึ่งอย่าง", "take one of the two out"),
        ("does not belong to", "ให้ลบออก", "take it out"),
        ("is no year", "ให้เขียนปี เช่น 2566", "write a year as 2566"),
        ("must run over", "ให้เขียนปีที่ช้ากว่านี้", "write a later year"),
        ("is missing here", "ให้เติม", "add it"),
        ("lies before", "ให้เขียนวันที่ช้ากว่านี้", "write a later day"),
        ("has no field", "ให้เขียนชื่อช่องที่มีในนั้น", "write the name of one of its fields"),
        (
            "matches no|no field matches",
            "ให้เขียนรูปแบบที่ตรงกับชื่อช่อง เช่น p*_all",
            "write a pattern that fits the names of fields, as p*_all",
        ),
        ("never closed", "ให้เติมตัวปิด", "write the closing one"),
        ("round brackets", "ให้ใช้ ( และ )", "use ( and )"),
        ("nested", "ให้แบ่งเป็นหลายส่วน", "split it into several"),
        ("", "ให้ดู docs/forms.th.md แล้วเขียนตามนั้น", "see docs/forms.th.md and write it as shown there"),
    )
)
"""What a fault says in English, and the remedy in Thai and English."""
THAI_LETTER = re.compile("[ก-๛]")
THAI_DOES = re.compile("ให้(?!ม่)|ใช่หรือไม่")
"""Words by which the Thai of a fault already says what to do."""


def with_remedy(message: str) -> str:
    """The message, with what to do when it does not say so itself."""
    if DOES.search(NAMES.sub("…", message)):
        return message
    thai, english = apart(message)
    told = NAMES.sub("…", english)
    do_thai, do = next(words for found, *words in REMEDIES if found.search(told))
    if not thai:
        return f"{english}; {do}"
    thai = thai if THAI_DOES.search(NAMES.sub("…", thai)) else f"{thai} {do_thai}"
    return f"{thai} ({english}; {do})"


def apart(message: str) -> tuple[str, str]:
    """The Thai of a message and the English that stands in round brackets behind it; "" without Thai."""
    masked = NAMES.sub(lambda found: "x" * len(found[0]), message)
    start, depth = masked.rfind(" ("), 0
    for place in range(len(masked) - 1, 0, -1):
        depth += (masked[place] == ")") - (masked[place] == "(")
        if depth == 0:
            start = place - 1
            break
    if not masked.endswith(")") or not THAI_LETTER.search(masked[: max(start, 0)]):
        return "", message
    return message[:start].rstrip(), message[start:].lstrip()[1:-1]
