"""What the area is broken down by: each respondent stands in exactly one place of each breakdown.

So the sums of the places of any breakdown add up to those of the area.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from service.core.normalise import collation_key
from service.core.register import Respondent
from service.core.schema import Scope, Text

AREA = "area"
NO_NETWORK = "ไม่ระบุ"
UNKNOWN = "unknown"

SIZES: tuple[tuple[str, int | None], ...] = (
    ("small", 120),
    ("medium", 600),
    ("large", 1500),
    ("extra", None),
)
"""Size classes by pupils, each up to and with its number: OBEC's four classes [K, as in DOMAIN §2]."""

SCOPE_WORDS: Mapping[Scope, Text] = MappingProxyType(
    {
        "area": Text("ทั้งเขต", "the area"),
        "district": Text("อำเภอ", "district"),
        "network_group": Text("กลุ่มเครือข่าย", "network group"),
        "size": Text("ขนาดโรงเรียน", "size of the school"),
        "grades": Text("ระดับที่เปิดสอน", "grades taught"),
        "respondent": Text("โรงเรียน", "school"),
    }
)
PLACE_WORDS: Mapping[Scope, Mapping[str, Text]] = MappingProxyType(
    {
        "area": MappingProxyType({AREA: Text("ทั้งเขต", "the area")}),
        "size": MappingProxyType(
            {
                "small": Text("ขนาดเล็ก", "small"),
                "medium": Text("ขนาดกลาง", "medium"),
                "large": Text("ขนาดใหญ่", "large"),
                "extra": Text("ขนาดใหญ่พิเศษ", "extra large"),
                UNKNOWN: Text("ไม่ทราบจำนวนนักเรียน", "pupils unknown"),
            }
        ),
        "grades": MappingProxyType(
            {
                "kindergarten": Text("ปฐมวัย", "kindergarten only"),
                "kindergarten_primary": Text("อนุบาล–ประถมศึกษา", "kindergarten and primary"),
                "primary": Text("ประถมศึกษา", "primary only"),
                "extended": Text("ขยายโอกาส (ถึงมัธยมต้น)", "up to lower secondary"),
                "whole": Text("ถึงมัธยมปลาย", "primary to upper secondary"),
                "secondary": Text("มัธยมศึกษา", "secondary only"),
                UNKNOWN: Text("ไม่ทราบชั้นที่เปิดสอน", "grades unknown"),
            }
        ),
    }
)
"""The places of the breakdowns that are the same for every office, in the order in which they are shown."""


def size_class(pupils: int | None) -> str:
    """small 0–120, medium 121–600, large 601–1,500, extra 1,501 and more; unknown without a number."""
    if pupils is None:
        return UNKNOWN
    return next(name for name, most in SIZES if most is None or pupils <= most)


def grades_class(grades: tuple[str, ...]) -> str:
    """The class by the stages taught: K, P, M1–M3 and M4–M6. A school of all of them is "whole"."""
    early = "K" in grades
    primary = any(grade.startswith("P") for grade in grades)
    lower = any(grade in grades for grade in ("M1", "M2", "M3"))
    upper = any(grade in grades for grade in ("M4", "M5", "M6"))
    if lower or upper:
        with_primary = primary or early
        return ("whole" if upper else "extended") if with_primary else "secondary"
    if primary:
        return "kindergarten_primary" if early else "primary"
    return "kindergarten" if early else UNKNOWN


def place_of(respondent: Respondent, scope: Scope) -> str:
    """Where the respondent stands in this breakdown."""
    match scope:
        case "area":
            return AREA
        case "district":
            return respondent.district
        case "network_group":
            return respondent.network_group.strip() or NO_NETWORK
        case "size":
            return size_class(respondent.pupils)
        case "grades":
            return grades_class(respondent.grades)
        case "respondent":
            return respondent.code


def place_title(scope: Scope, place: str) -> str:
    """The place in Thai words; a name of the register is its own title."""
    words = PLACE_WORDS.get(scope, {}).get(place)
    return words.th if words else place


def in_thai_order(places: Iterable[str]) -> list[str]:
    """Names of the register, each once, in Thai order; "ไม่ระบุ" last."""
    return sorted(set(places), key=lambda name: (name == NO_NETWORK, collation_key(name)))
