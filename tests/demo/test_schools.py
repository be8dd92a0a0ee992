"""The register of the demo."""

from collections import Counter

from service.demo.schools import demo_schools, grades_of, tags_of

SCHOOLS = demo_schools()


def test_all_205_real_schools_are_there_in_their_five_districts() -> None:
    assert sorted(Counter(school["district"] for school in SCHOOLS).values()) == [17, 25, 39, 56, 68]


def test_the_register_is_the_same_at_every_call() -> None:
    assert demo_schools() == SCHOOLS


def test_a_caller_may_change_its_copy_of_the_register() -> None:
    demo_schools()[0]["name"] = ""
    assert demo_schools()[0]["name"]


def test_every_kind_of_code_is_unique_and_belongs_to_no_province() -> None:
    for key, length in (("school_code", 10), ("smis_code", 8), ("obec_code", 6)):
        codes = {school[key] for school in SCHOOLS}
        assert len(codes) == len(SCHOOLS)
        assert {len(code) for code in codes} == {length}
    assert all(school["school_code"].startswith("1099") for school in SCHOOLS)


def test_more_than_half_of_the_schools_are_small_and_few_are_large() -> None:
    sizes = [int(school["pupils"]) for school in SCHOOLS]
    assert 0.5 < sum(size <= 120 for size in sizes) / len(sizes) < 0.67
    assert 1 <= sum(size > 500 for size in sizes) <= 8


def test_all_schools_teach_primary_most_kindergarten_some_lower_secondary() -> None:
    grades = [grades_of(school) for school in SCHOOLS]
    assert all({"P1", "P3", "P6"} <= held for held in grades)
    assert 165 <= sum("K" in held for held in grades) <= 190
    assert 40 <= sum("M3" in held for held in grades) <= 65


def test_twelve_schools_are_quality_schools() -> None:
    assert sum("quality_school" in tags_of(school) for school in SCHOOLS) == 12


def test_some_of_them_are_asked_what_only_special_schools_are() -> None:
    tags = Counter(tag for school in SCHOOLS for tag in tags_of(school))
    assert tags["special_area"] == tags["boarding"] == tags["special_case"] == 6


def test_no_address_can_reach_anybody() -> None:
    assert all(school["email"].endswith("@example.org") for school in SCHOOLS)
    assert all("สมมติ" in school["network_group"] for school in SCHOOLS)
