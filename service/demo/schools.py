"""The register of the demo: the real names of 205 schools with figures and codes that are made up."""

from functools import cache
from random import Random

from service.demo.tables import table

SEED = 2566
PRIMARY = ("P1", "P2", "P3", "P4", "P5", "P6")
LOWER_SECONDARY = ("M1", "M2", "M3")
SMALL, MEDIUM, LARGE = (18, 120), (121, 480), (600, 1400)
QUALITY_SCHOOL = "quality_school"
QUALITY_SCHOOLS = 12
ALSO: tuple[tuple[str, ...], ...] = (
    ("special_area", "boarding"),
    ("special_case",),
    ("special_case",),
    ("special_area", "boarding"),
)
"""Further tags, in turn: so few schools have any that those of one kind have others too."""
SCHOOLS_PER_NETWORK = 12

# Codes nobody holds: a real 10-digit code begins with 10 and the number of its province, and no
# province has the number 99; the 6- and 8-digit codes begin with zeros and with area 9901.
PROVINCE_PREFIX = "1099"
AREA_PREFIX = "9901"


@cache
def _register() -> tuple[dict[str, str], ...]:
    rng = Random(SEED)
    rows = table("ubn1_schools.csv")
    quality = sorted(rng.sample(range(len(rows)), QUALITY_SCHOOLS))
    tags = {
        index: " ".join((QUALITY_SCHOOL, *ALSO[place % len(ALSO)])) for place, index in enumerate(quality)
    }
    return tuple(_school(row, number, tags.get(number - 1, ""), rng) for number, row in enumerate(rows, 1))


def demo_schools() -> list[dict[str, str]]:
    """All schools in the columns of the register file; the same at every call."""
    return [dict(school) for school in _register()]


def grades_of(school: dict[str, str]) -> frozenset[str]:
    return frozenset(school["grades"].split())


def tags_of(school: dict[str, str]) -> frozenset[str]:
    return frozenset(school["tags"].split())


def _school(row: dict[str, str], number: int, tags: str, rng: Random) -> dict[str, str]:
    run = f"{number:06d}"
    return {
        "school_code": PROVINCE_PREFIX + run,
        "smis_code": f"{AREA_PREFIX}{number:04d}",
        "obec_code": run,
        "name": row["school_name_th"],
        "subdistrict": row["subdistrict_th"],
        "district": row["district_th"],
        "network_group": f"กลุ่มเครือข่าย (สมมติ) {(number - 1) // SCHOOLS_PER_NETWORK + 1}",
        "grades": _grades(rng),
        "pupils": str(_pupils(rng)),
        "email": f"school-{run}@example.org",
        "tags": tags,
        "opened": f"{rng.randint(1921, 1985)}-05-16",
        "closed": "",
    }


def _grades(rng: Random) -> str:
    kindergarten = ("K",) if rng.random() < 0.85 else ()
    secondary = LOWER_SECONDARY if rng.random() < 0.25 else ()
    return " ".join((*kindergarten, *PRIMARY, *secondary))


def _pupils(rng: Random) -> int:
    """The sizes of a neighbouring area: 58.5 % small, hardly any large (DOMAIN §5)."""
    chance = rng.random()
    low, high = SMALL if chance < 0.585 else MEDIUM if chance < 0.98 else LARGE
    return rng.randint(low, high)
