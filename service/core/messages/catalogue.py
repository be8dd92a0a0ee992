"""The messages: each says what is wrong, with the value in it, and what to do next.

``{raw}`` is what was typed, ``{title}`` the field's title, ``{who}`` what the respondent is called.
"""

from collections.abc import Mapping
from types import MappingProxyType

from service.core.schema import Text

MESSAGES: Mapping[str, Text] = MappingProxyType(
    {
        "restored": Text(
            "ระบบเขียนทับช่องนี้ขณะมีคนย้ายแถวหรือคอลัมน์ จึงใส่ค่าเดิม “{raw}” คืนให้แล้ว: ตรวจอีกครั้ง",
            "we wrote over this cell while rows or columns were being moved and put “{raw}” back: check it",
        ),
        "dash_missing": Text(
            "“{raw}” ไม่ใช่ตัวเลข: ถ้าไม่มีให้ใส่ 0 {unless}ถ้ายังไม่มีข้อมูลเลือกเหตุผล",
            "“{raw}” is no figure: type 0, or pick a reason",
        ),
        "dash_figure": Text(
            "“{raw}” ไม่ใช่ตัวเลข: พิมพ์{range} {unless}ถ้ายังไม่มีข้อมูลเลือกเหตุผล",
            "“{raw}” is no figure: type it, or pick a reason",
        ),
        "dash_score": Text(
            "“{raw}” ไม่ใช่ตัวเลข: พิมพ์คะแนน ถ้าไม่มีคะแนน (เช่น ไม่มีผู้เข้าสอบ) พิมพ์ “ไม่เกี่ยวข้อง” ถ้ายังไม่มีข้อมูลเลือกเหตุผล",
            "“{raw}” is no score: type it; if nobody sat type “ไม่เกี่ยวข้อง”, or pick a reason",
        ),
        "no_answer": Text(
            "“{raw}” ไม่ใช่คำตอบ: กรอกคำตอบ {unless}ถ้ายังไม่มีข้อมูลเลือกเหตุผล",
            "“{raw}” is no answer: type it, or pick a reason",
        ),
        "no_answer_pick": Text(
            "“{raw}” ไม่ใช่คำตอบของข้อนี้: เลือก {choices} {unless}ถ้ายังไม่มีข้อมูลเลือกเหตุผล",
            "“{raw}” is no answer: pick {choices}, or a reason",
        ),
        "no_data_word": Text(
            "“{raw}” หมายถึงยังไม่มีข้อมูล: กรอกตัวเลขเมื่อทราบ หรือเลือกเหตุผล",
            "“{raw}” says there is no figure yet: type it when known, or pick a reason",
        ),
        "must_be_answered": Text(
            "ข้อนี้ทุก{who}ต้องตอบ: ลบ “{raw}” แล้วกรอกคำตอบ",
            "every {who_en} must answer this: clear “{raw}” and type the answer",
        ),
        "must_be_picked": Text(
            "ข้อนี้ทุก{who}ต้องตอบ: เปลี่ยน “{raw}” เป็น {choices}",
            "every {who_en} must answer this: change “{raw}” to one of {choices}",
        ),
        "formula_error": Text(
            "สูตรในช่องนี้ผิดพลาด ({raw}): ลบสูตรแล้วพิมพ์ค่าจริง", "the formula fails ({raw}): type the value itself"
        ),
        "formula_text": Text(
            "“{raw}” เป็นสูตรหรือคำสั่ง ไม่ใช่คำตอบ: ลบแล้วพิมพ์ค่าจริง", "“{raw}” looks like a formula: type the value"
        ),
        "not_a_number": Text(
            "“{raw}” ไม่ใช่ตัวเลข: พิมพ์เฉพาะตัวเลข เช่น {example}",
            "“{raw}” is no number: type digits only, such as {example}",
        ),
        "bad_separator": Text(
            "“{raw}” มี , หรือ . ผิดที่: พิมพ์ใหม่ ทศนิยมใช้จุด เช่น 4.5 หลักพันใช้ , เช่น 1,234",
            "“{raw}” has a comma or point in the wrong place: type it as 1,234 or 80.50",
        ),
        "two_numbers": Text(
            "“{raw}” มีตัวเลขมากกว่าหนึ่งจำนวน: พิมพ์จำนวนเดียว เช่น ยอดรวม",
            "“{raw}” holds several numbers: leave one",
        ),
        "letter_in_number": Text(
            "“{raw}” มีตัวอักษรปนกับตัวเลข: พิมพ์เฉพาะตัวเลข เช่น {example}",
            "“{raw}” has a letter among its digits: type the number again",
        ),
        "not_whole": Text(
            "“{raw}” มีทศนิยม: ช่องนี้ต้องเป็นจำนวนเต็ม", "“{raw}” is not whole: a whole number is needed"
        ),
        "negative": Text("“{raw}” น้อยกว่า 0: ตรวจแล้วพิมพ์ใหม่", "“{raw}” is below 0: check and type it again"),
        "too_large": Text(
            "“{raw}” มีตัวเลขมากเกินไป: ตรวจจำนวนหลักแล้วพิมพ์ใหม่",
            "“{raw}” has too many digits: check and type it again",
        ),
        "date_in_number": Text(
            "ช่องนี้กลายเป็นวันที่ ({raw}): พิมพ์ตัวเลขจำนวนเดียว เช่น 12", "this became a date ({raw}): type one number"
        ),
        "percent_in_number": Text(
            "“{raw}” เป็นร้อยละ แต่ช่องนี้ถามจำนวน{unit}: พิมพ์จำนวนจริง ไม่ใช่ร้อยละ",
            "“{raw}” is a percentage: type the number itself",
        ),
        "money_unit": Text(
            "“{raw}” มากผิดปกติ อาจสลับหน่วยบาทกับล้านบาท: พิมพ์เป็น{unit}",
            "“{raw}” is too large, baht and million baht may be mixed up: type it in {unit}",
        ),
        "percent_over_100": Text(
            "ร้อยละ {raw} เกิน 100: ตรวจตัวตั้งกับตัวหารแล้วพิมพ์ใหม่",
            "{raw} per cent is over 100: check and type again",
        ),
        "percent_comma": Text(
            "“{raw}” ใช้ , แทนจุดทศนิยม: พิมพ์ใหม่ เช่น 80.5",
            "“{raw}” has a decimal comma: type it as 80.5",
        ),
        "percent_range": Text("“{raw}” เป็นช่วง: พิมพ์ผลจริงค่าเดียว", "“{raw}” is a range: type the one result"),
        "percent_target": Text(
            "“{raw}” ไม่ใช่ตัวเลขเดียว: พิมพ์เฉพาะตัวเลข เช่น {example} ไม่ต้องมีเครื่องหมายหรือคำว่า มากกว่า น้อยกว่า",
            "“{raw}” is a bound: type the one figure",
        ),
        "level_out_of_range": Text(
            "ระดับ “{raw}” ไม่มี: ใส่ 1 ถึง 5 เท่านั้น", "there is no level “{raw}”: type 1 to 5"
        ),
        "other_scale_label": Text(
            "“{raw}” เป็นคำของมาตราอื่น: ใส่ตัวเลขระดับ 1 ถึง 5", "“{raw}” belongs to another scale: type 1 to 5"
        ),
        "other_scale_choice": Text(
            "“{raw}” เป็นคำของมาตราอื่น: เลือก {choices}", "“{raw}” belongs to another scale: pick {choices}"
        ),
        "scale_out_of_range": Text(
            "“{raw}” ไม่มีในมาตรานี้: เลือก {choices}", "the scale has no “{raw}”: pick {choices}"
        ),
        "date_incomplete": Text(
            "“{raw}” ยังไม่ครบวันเดือนปี: พิมพ์เช่น {day}", "“{raw}” lacks day, month or year: type {day}"
        ),
        "date_impossible": Text(
            "ไม่มีวันที่ “{raw}” ในปฏิทิน: ตรวจวันกับเดือน (วันมาก่อนเดือน เช่น {day}) แล้วพิมพ์ใหม่",
            "there is no day “{raw}”: the day comes before the month, as {day}",
        ),
        "date_year": Text(
            "ปีใน “{raw}” ไม่ชัดหรือไม่ถูกต้อง: พิมพ์ปี พ.ศ. 4 หลัก เช่น {day}",
            "the year in “{raw}” is wrong or may be two: use four digits B.E., {day}",
        ),
        "two_dates": Text("“{raw}” มีมากกว่าหนึ่งวัน: เหลือไว้วันเดียว", "“{raw}” holds several days: leave one"),
        "not_a_date": Text("“{raw}” ไม่ใช่วันที่: พิมพ์เช่น {day}", "“{raw}” is no date: type {day}"),
        "date_too_early": Text(
            "{raw} อยู่ก่อน {limit} ซึ่งเป็นวันแรกที่เป็นไปได้: ตรวจวัน เดือน ปี แล้วพิมพ์ใหม่",
            "{raw} lies before {limit}, the first possible day: check day, month and year",
        ),
        "date_too_late": Text(
            "{raw} อยู่หลัง {limit} ซึ่งเป็นวันสุดท้ายที่เป็นไปได้: ตรวจวัน เดือน ปี แล้วพิมพ์ใหม่",
            "{raw} lies after {limit}, the last possible day: check day, month and year",
        ),
        "date_outside_round": Text(
            "{raw} อยู่นอกช่วงของรอบนี้ ({first} ถึง {last}): ตรวจวัน เดือน ปี แล้วพิมพ์ใหม่",
            "{raw} lies outside this round ({first} to {last}): check day, month and year",
        ),
        "fiscal_year_academic": Text(
            "“{raw}” เป็นปีการศึกษา: ช่องนี้ใช้ปีงบประมาณ เช่น 2566", "“{raw}” is an academic year: type a fiscal year"
        ),
        "fiscal_year_window": Text(
            "ปี “{raw}” ห่างจากปีงบประมาณที่เก็บเกินไป: ตรวจตัวเลขแล้วพิมพ์ใหม่", "“{raw}” is too far away: check it"
        ),
        "not_a_fiscal_year": Text(
            "“{raw}” ไม่ใช่ปีงบประมาณ: พิมพ์เช่น 2566", "“{raw}” is no fiscal year: type 2566"
        ),
        "not_a_period": Text(
            "“{raw}” ไม่ใช่รอบหรือไตรมาส: พิมพ์เช่น ไตรมาส 2", "“{raw}” is no period: type ไตรมาส 2"
        ),
        "period_year": Text("“{raw}” เป็นงวดของปีอื่น: ตรวจปีแล้วพิมพ์ใหม่", "“{raw}” is of another year: check it"),
        "code_scientific": Text(
            "รหัส “{raw}” ถูกย่อจนเลขหาย: พิมพ์รหัส 10 หลักใหม่", "the code “{raw}” lost its digits: type all 10"
        ),
        "code_letter": Text(
            "รหัส “{raw}” มีตัวที่ไม่ใช่ตัวเลข: พิมพ์ตัวเลข 10 หลัก",
            "the code “{raw}” has other than digits: type 10 digits",
        ),
        "code_length": Text(
            "รหัส “{raw}” ไม่ครบ 10 หลัก: พิมพ์ใหม่", "the code “{raw}” has not 10 digits: type it again"
        ),
        "code_unknown": Text(
            "ไม่มีรหัส “{raw}” ในทะเบียน: ตรวจแล้วพิมพ์ใหม่", "“{raw}” is not in the register: check it"
        ),
        "code_mismatch": Text(
            "รหัสในช่องนี้คือ “{raw}” แต่ชีตนี้เป็นของ {expected}: พิมพ์ {expected}",
            "this sheet belongs to {expected}, not “{raw}”: type {expected}",
        ),
        "name_ambiguous": Text(
            "มีโรงเรียนชื่อ “{raw}” มากกว่าหนึ่งแห่ง: ใช้รหัสโรงเรียน", "several schools are named “{raw}”: use the code"
        ),
        "name_unknown": Text(
            "ไม่มีโรงเรียนชื่อ “{raw}” ในทะเบียน: ตรวจชื่อหรือใช้รหัส", "no school is named “{raw}”: use the code"
        ),
        "not_a_link": Text(
            "“{raw}” ไม่ใช่ลิงก์: วางลิงก์ที่ขึ้นต้นด้วย https:// หนึ่งลิงก์",
            "“{raw}” is no link: paste one that begins with https://",
        ),
        "not_a_phone": Text(
            "“{raw}” ไม่ใช่หมายเลขโทรศัพท์หมายเลขเดียว: พิมพ์หมายเลขเดียว เช่น 045 000 000",
            "“{raw}” is not one telephone number: type one",
        ),
        "not_an_email": Text("“{raw}” ไม่ใช่อีเมล: พิมพ์เช่น school@example.org", "“{raw}” is no e-mail address"),
        "not_a_choice": Text(
            "“{raw}” ไม่อยู่ในรายการ: เลือก {choices}", "“{raw}” is not in the list: pick {choices}"
        ),
        "not_finished": Text(
            "“{raw}” คือยังไม่เสร็จ: เลือก “{no}” ก่อน เสร็จแล้วค่อยเปลี่ยนเป็น “{yes}”",
            "“{raw}” is not finished: pick “{no}” until it is “{yes}”",
        ),
        "not_yes_no": Text(
            "“{raw}” ไม่อยู่ในรายการ: เลือก {choices}", "“{raw}” is not in the list: pick {choices}"
        ),
        "code_not_listed": Text(
            "“{raw}” ไม่มีใน{source}: เลือกจากรายการ หรือตรวจรหัสแล้วพิมพ์ใหม่",
            "“{raw}” is not in its list: pick one, or check the code",
        ),
        "code_not_given": Text(
            "“{raw}” ไม่มีใน{source}: ตรวจแล้วพิมพ์ใหม่ หรือเพิ่มใน{source} ก่อน",
            "“{raw}” is not in the tab it refers to: check it, or add it there first",
        ),
        "codes_not_listed": Text(
            "{pieces} ไม่มีใน{source}: แก้เป็นรหัสในรายการ คั่นด้วย , เช่น {example}",
            "{pieces}: not in the list; write codes of the list with commas between, as {example}",
        ),
        "codes_lapsed": Text(
            "รหัส “{piece}” ใน{source} ใช้กับรอบนี้ไม่ได้ ({when}): เลือกรหัสที่ใช้อยู่",
            "the code “{piece}” does not hold in this round ({when}): pick one that does",
        ),
        "codes_too_many": Text(
            "ช่องนี้มี {count} รหัส มากกว่า {limit}: เหลือไว้เฉพาะรหัสที่เกี่ยวข้อง",
            "there are {count} codes here, more than {limit}: leave those that matter",
        ),
        "code_lapsed": Text(
            "รหัส “{raw}” ใน{source} ใช้กับรอบนี้ไม่ได้ ({when}): เลือกรหัสที่ใช้อยู่",
            "the code “{raw}” does not hold in this round ({when}): pick one that does",
        ),
        "duplicate_row": Text(
            "“{raw}” ซ้ำกับ{place}: แก้แถวใดแถวหนึ่ง หรือลบแถวที่ซ้ำ",
            "“{raw}” stands in another row already ({place}): change one, or delete the copy",
        ),
        "none_beside_rows": Text(
            "พิมพ์ “{raw}” ไว้ แต่แถวอื่นมีรายการแล้ว: ลบคำนี้ออก หรือกรอกแถวนี้ต่อ ถ้าไม่มีรายการจริง ให้ลบแถวอื่นทั้งหมด",
            "“{raw}” stands here, but other rows list something: clear it, fill the row, delete the others",
        ),
        "how_to_list_nothing": Text(
            "ถ้าไม่มีรายการในรอบนี้ พิมพ์ {word} ในแถวแรกช่องใดก็ได้ ระบบถือว่ากรอกครบแล้ว",
            "with nothing to list in this round, type {word} in any cell of the first row: that is complete",
        ),
        "row_blanks": Text("ยังไม่กรอก: {titles}", "still blank: {titles}"),
        "row_blanks_overdue": Text("เลยกำหนดแล้ว กรอกให้ครบ: {titles}", "overdue, still blank: {titles}"),
        "row_overdue": Text("○ เลยกำหนด", "overdue"),
        "nothing_listed": Text("ไม่มีรายการในรอบนี้", "nothing to list in this round"),
        "duplicate": Text(
            "“{raw}” ซ้ำกับที่ {names} กรอก: ตรวจแล้วแก้ ถ้าของท่านถูกแล้ว แจ้งอีกฝ่ายหรือเขต",
            "{names} gave “{raw}” too: check yours; if it is right, tell them or the office",
        ),
        "below_minimum": Text(
            "กรอก {raw} แต่อย่างน้อยต้องเป็น {limit}: ตรวจแล้วพิมพ์ใหม่",
            "{raw} is below {limit}: check and type again",
        ),
        "above_maximum": Text(
            "กรอก {raw} เกินค่าสูงสุดที่รับได้ ({limit}): ตรวจแล้วพิมพ์ใหม่",
            "{raw} is above {limit}: check and type again",
        ),
        "too_short": Text(
            "“{raw}” สั้นกว่า {limit} ตัวอักษร: เขียนเพิ่ม", "“{raw}” is shorter than {limit} characters: write more"
        ),
        "too_long": Text(
            "“{raw}” ยาว {length} ตัวอักษร เกิน {limit}: ย่อให้สั้นลง",
            "“{raw}” has {length} characters, over {limit}: shorten it",
        ),
        "cell_too_long": Text(
            "“{raw}” ยาว {length} ตัวอักษร เกินที่ชีตเก็บได้: ย่อ หรือแนบเป็นลิงก์",
            "“{raw}” has {length} characters, more than a sheet keeps: shorten it, or give a link",
        ),
        "pattern_mismatch": Text(
            "“{raw}” ผิดรูปแบบ: {description}", "“{raw}” has the wrong form: {description}"
        ),
        "irrelevant_value": Text(
            "ตามทะเบียนของเขต {who}ของท่านไม่ต้องตอบข้อนี้ แต่กรอก “{raw}”: ลบคำตอบนี้ หรือเลือกเหตุผล",
            "by the office's register your {who_en} is not asked this: clear “{raw}”, or pick a reason",
        ),
        "irrelevant_round": Text(
            "ข้อนี้ไม่ถามในรอบนี้ แต่กรอก “{raw}”: ลบคำตอบนี้ หรือเลือกเหตุผล",
            "this is not asked in this round: clear “{raw}”, or pick a reason",
        ),
        "irrelevant_outside": Text(
            "ตามรอบหรือทะเบียนของเขต {who}ของท่านไม่ต้องตอบข้อนี้ แต่กรอก “{raw}”: ลบคำตอบนี้ หรือเลือกเหตุผล",
            "by the round or the register this is not asked: clear “{raw}”, or pick a reason",
        ),
        "irrelevant_any": Text(
            "ตามรอบ ทะเบียนของเขต หรือคำตอบในช่อง {because} ข้อนี้ไม่ต้องตอบ แต่กรอก “{raw}”: "
            "ลบคำตอบนี้ แก้ช่อง {because} หรือเลือกเหตุผล",
            "by the round, the register or the answer in {because} this is not asked: clear “{raw}”, correct "
            "{because}, or pick a reason",
        ),
        "irrelevant_answer": Text(
            "ตามคำตอบในช่อง {because} ข้อนี้ไม่ต้องตอบ แต่กรอก “{raw}”: ลบคำตอบนี้ แก้ช่อง {because} หรือเลือกเหตุผล",
            "by the answer in {because} this is not asked: clear “{raw}”, correct it, or pick a reason",
        ),
        "irrelevant_either": Text(
            "ตามทะเบียนของเขต หรือคำตอบในช่อง {because} ข้อนี้ไม่ต้องตอบ แต่กรอก “{raw}”: ลบคำตอบนี้ แก้ช่อง {because} "
            "หรือเลือกเหตุผล",
            "by the register or the answer in {because} this is not asked: clear “{raw}”, correct {because}, "
            "or pick a reason",
        ),
        "reason_unknown": Text(
            "เหตุผล “{reason}” ใช้กับคำถามนี้ไม่ได้: เลือก {choices}",
            "the reason “{reason}” does not answer this question: pick {choices}",
        ),
        "overdue_blank": Text("กรอกช่องนี้ แม้เลยกำหนดแล้ว", "fill this in, though it is late"),
        "fix_or_explain": Text("ถ้าค่านี้ถูกแล้ว เลือกเหตุผลในช่องเหตุผล", "if it is right, pick a reason beside it"),
        "reason_short": Text(
            "เหตุผล “{reason}” ต้องบอกว่าอะไร: ดับเบิลคลิกช่องเหตุผล แล้วพิมพ์ต่อท้าย เช่น อื่น ๆ: ย้ายตามผู้ปกครอง",
            "say what the reason is: double-click the cell and type it behind, such as อื่น ๆ: ย้ายตามผู้ปกครอง",
        ),
        "reason_other": Text(
            "เหตุผล “{reason}” เป็นของคำถามอื่น คำถามนี้ต้องมีเหตุผลของตัวเอง: เลือก {choices} "
            "ถ้าช่องเหตุผลช่องเดียวตอบหลายคำถาม พิมพ์ต่อท้าย คั่นด้วย ; เช่น “{reason}; {first}”",
            "“{reason}” answers another question: pick {choices}; several in one cell have ; between them",
        ),
        "reason_stale": Text(
            "เหตุผล “{reason}” เป็นของค่าก่อนหน้า: เลือกเหตุผลอื่น หรือล้างแล้วเลือกอีกครั้งหลังระบบอ่าน",
            "the reason “{reason}” was for the value before: pick another, or clear it and pick it again",
        ),
        "heading_missing": Text(
            "ไม่พบช่อง {fields}: แถวหรือรหัสช่องถูกลบหรือแก้ แจ้งเขตให้ซ่อมชีต (ค่าที่เคยอ่านเก็บไว้แล้ว)",
            "{fields} not found: a row or code was changed; the office repairs it (values read are kept)",
        ),
        "heading_changed": Text(
            "หัวข้อ “{expected}” ถูกแก้เป็น “{raw}”: แจ้งเขตให้ซ่อมชีต",
            "the heading “{expected}” was changed to “{raw}”",
        ),
        "heading_twice": Text(
            "ช่อง {fields} มีมากกว่าหนึ่งแถว: อ่านเฉพาะแถวแรก ลบแถวที่ซ้ำ",
            "{fields} stands twice: only the first is read",
        ),
        "tab_missing": Text(
            "ไม่พบแท็บ “{tab}”: แท็บถูกลบหรือส่วนหัวเสียหาย แจ้งเขตให้ซ่อม (ค่าที่เคยอ่านเก็บไว้แล้ว)",
            "the tab “{tab}” is gone or its head is broken: the office repairs it (values read are kept)",
        ),
        "row_missing": Text(
            "ไม่พบแถวของ{who}นี้ในแท็บ “{tab}”: แจ้งเขตให้ซ่อม (ค่าที่เคยอ่านเก็บไว้แล้ว)",
            "this {who_en}'s row is gone from the tab “{tab}”: the office repairs it (values read are kept)",
        ),
        "spreadsheet_unreadable": Text(
            "เปิดไฟล์ไม่ได้ ({detail}): แชร์ไฟล์ให้ระบบอีกครั้ง หรือกู้ไฟล์จากถังขยะ (ค่าที่เคยอ่านเก็บไว้แล้ว)",
            "the file cannot be opened ({detail}): share or restore it (values read are kept)",
        ),
        "definition_changed": Text(
            "นิยามเปลี่ยนหลังรอบ {rounds} จึงรวมสะสมข้ามรอบไม่ได้: เปิดรอบ {rounds} อีกครั้ง "
            "(tidtam round reopen) แล้วปรับเป็นนิยามเดียวกัน (tidtam migrate)",
            "the definition changed after {rounds}: reopen {rounds} (tidtam round reopen) and bring it to "
            "the same definition (tidtam migrate)",
        ),
    }
)
