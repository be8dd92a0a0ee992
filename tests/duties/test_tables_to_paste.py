"""The columns of the tables that are pasted into documents of others, in the order these ask for them."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest

from service.core.schema import Export, Form
from service.definitions import load_forms

FOLDER = Path(__file__).parents[2] / "sheet_schemas"


@cache
def forms() -> Mapping[str, Form]:
    return load_forms(FOLDER)


# The Word tables of the e-system of the Prime Minister's Office (DOMAIN §3.1, 1 and 3).
COLUMNS = {
    "pm_inspection": (
        "results",
        "ประเด็นการตรวจติดตาม|ข้อค้นพบ/ประเด็นปัญหา/ผลการตรวจ|หน่วยรับตรวจ/หน่วยงานที่รับผิดชอบ|ข้อเสนอแนะของผู้ตรวจราชการ"
        "|รายงานผลการดำเนินการของหน่วยรับตรวจ|เอกสารแนบ|ความเห็นของที่ปรึกษา ผต.ภาคประชาชน",
    ),
    "recommendation_followup": (
        "results",
        "ผต.(เจ้าของเรื่อง)|ข้อเสนอแนะ|การดำเนินงานของหน่วยงาน|เอกสารแนบ",
    ),
    "inspection_calendar": ("calendar", "ครั้งที่|วันเริ่ม|วันสิ้นสุด|ผู้ตรวจ|สถานที่|ประเด็น|หน่วยประสานงาน|สถานะ"),
    "evidence_register": (
        "evidence",
        "หน่วยงาน|ลำดับที่|ประเภท|ชื่อเอกสาร|ใช้กับหน้าที่|วันที่ของเอกสาร|ชั้นการเข้าถึง|ไฟล์|ลิงก์|ลิงก์เปิดได้|ผู้เก็บเอกสาร (ตำแหน่ง)",
    ),
}


def table(form_id: str, export_id: str) -> Export:
    return next(item for item in forms()[form_id].exports if item.id == export_id)


@pytest.mark.parametrize("form_id", COLUMNS)
def test_the_columns_stand_in_the_order_asked_for(form_id: str) -> None:
    export_id, wanted = COLUMNS[form_id]
    assert "|".join(column.heading for column in table(form_id, export_id).columns) == wanted


def test_what_is_published_is_approved_and_cleared_of_personal_data() -> None:
    assert set(table("publication_register", "public").only) == {"published", "approved", "cleared"}
