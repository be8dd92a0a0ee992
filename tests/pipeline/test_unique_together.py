"""Whether an answer stands twice does not hang on whose sheets are read together."""

from pathlib import Path

from .small_office import DOI, NA, PA, small_office

NUMBER_OF_PAPER = (
    "{name: a, type: string, title: เลขที่หนังสือ, relevant: has_grade('P1'), constraints: {unique: true}}"
)


def test_what_does_not_concern_a_school_takes_no_number_from_another(tmp_path: Path) -> None:
    with small_office(tmp_path, {"one": (NUMBER_OF_PAPER, "")}) as office:
        office.type(PA.code, "one", a="ศธ 1/2")
        office.settle()
        office.type(DOI.code, "one", a="ศธ 1/2")
        office.settle()
        assert office.issues(DOI.code, "one") == []
        office.type(NA.code, "one", a="ศธ ๑/๒")
        office.settle()
        assert office.issues(NA.code, "one") == office.issues(DOI.code, "one") == [("a", "duplicate")]
        apart = [office.issues(item.code, "one") for item in (NA, PA, DOI)]
        office.sweep(full=True)
        assert [office.issues(item.code, "one") for item in (NA, PA, DOI)] == apart
