"""Faults of rules over many fields, of templates, scales, unique answers and references."""

import json
from pathlib import Path

import pytest
from frictionless import Schema  # type: ignore[attr-defined]
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML

from service.definitions import check_file, load_form, load_forms
from service.definitions.build import build_form
from service.definitions.check import meaning_faults
from service.definitions.code_lists import self_contained
from service.definitions.references import with_references
from service.definitions.shape import SCHEMA_PATH
from service.definitions.source import Source, read_source
from service.errors import DefinitionError

from .good import GOOD, line_of
from .what_to_do import assert_each_says_what_to_do

FORMS = Path(__file__).parents[1] / "features" / "forms"
EVERYTHING = (FORMS / "everything.yaml").read_text(encoding="utf-8")
PROJECTS = (FORMS / "projects.yaml").read_text(encoding="utf-8")
CODES = "code,title_th,valid_from,valid_to\nS1,ความมั่นคง,,\nS2,การแข่งขัน,,\n"

# What is replaced, by what, on the line of which piece, the key named, words of the remedy, whether the
# published JSON Schema refuses it already.
FAULTS = {
    "pattern that matches nothing": ("fields: 'p[1-3]_*'", "fields: 'm[1-3]_*'", "m[1-3]_*", "rules[8].fields", "matches no field; there are school_id, pupils", False),
    "one of several patterns": ("fields: [spent, drills]", "fields: []", "id: R03", "rules[2].fields", "write at least one", True),
    "field and fields": ("check: unusual_change, field: pupils", "check: unusual_change, field: pupils, fields: 'p*'", "id: R06", "rules[5]", "write one of them, not both", False),
    "neither field nor fields": ("check: unusual_change, field: pupils", "check: unusual_change", "id: R06", "rules[5]", "write field: a name, or fields: 'a pattern'", False),
    "each without values": ("each: {n: [1, 2, 3]}", "each: {n: []}", "each: {n", "rules[0].each.n", "write at least one", True),
    "each of nothing": ("each: {n: [1, 2, 3]}", "each: {}", "each: {}", "rules[0].each", "write at least one", True),
    "each with a value twice": ("each: {n: [1, 2, 3]}", "each: {n: [1, 1]}", "each: {n", "rules[0].each.n", "unique", True),
    "each that stands nowhere": ("each: {n: [1, 2, 3]}", "each: {n: [1, 2, 3], m: [1]}", "each: {n", "rules[0].each.m", "{m} stands nowhere in this rule", False),
    "each named like a field": ("each: {n: [1, 2, 3]}", "each: {n: [1, 2, 3], mood: [1]}", "each: {n", "rules[0].each.mood", "already means something", False),
    "each that leads to no field": ("each: {n: [1, 2, 3]}", "each: {n: [1, 7]}", "field: p{n}_read", "rules[0].field", "no field 'p7_read'; did you mean", False),
    "each in a misspelt constraint": ("constraint: this <= p{n}_all", "constraint: this <= p{n}_al", "p{n}_al\n", "rules[0].constraint", "'this <= p1_al': column 9", False),
    "a figure of no field": ("มากกว่า {p{n}_all} คน", "มากกว่า {this - p{n}_al} คน", "{this - p{n}_al}", "rules[0].message.th", "'this - p1_al': column 8: there is no field 'p1_al'; did you mean 'p1_all'?", False),
    "a figure that is a text": ("มากกว่า {p{n}_all} คน", "มากกว่า {why + 1} คน", "{why + 1}", "rules[0].message.th", "'why + 1': column 1: a number is wanted here, this is a text", False),
    "a figure that is a truth": ("มากกว่า {p{n}_all} คน", "มากกว่า {this > p{n}_all} คน", "{this > p{n}_all}", "rules[0].message.th", "this gives a truth, but a number is wanted here", False),
    "a figure left open": ("มากกว่า {p{n}_all} คน", "มากกว่า {sum(this, p{n}_all} คน", "{sum(this, p{n}_all}", "rules[0].message.th", "column 17: a closing ) is wanted here", False),
    "a brace left open": ("มากกว่า {p{n}_all} คน", "มากกว่า {this - p{n}_all คน", "{this - p{n}_all", "rules[0].message.th", "a brace of this message has no partner", False),
    "a figure of the round before": ("มากกว่า {p{n}_all} คน", "มากกว่า {this - prev.p{n}_all} คน", "{this - prev.p{n}_all}", "rules[0].message.th", "column 8: in an expression write prev(p1_all) for the round before", False),
    "a figure of a round the form has not": ("มากกว่า {p{n}_all} คน", "มากกว่า {when(is_round(\"M6\"), this, 0)} คน", "มากกว่า {when", "rules[0].message.th", "'M6' is no round of this form", False),
    "a place of no field": ("มากกว่า {p{n}_all} คน", "มากกว่า {p{n}_al} คน", "{p{n}_al}", "rules[0].message.th", "{p1_al} names no field; did you mean 'p1_all'?", False),
    "a field of text compared": ("fields: 'p[1-3]_*'", "fields: [why]", "constraint: this <= 400", "rules[8].constraint", "cannot be compared", False),
    "too many checks": ("each: {n: [1, 2, 3]}", "each: {n: [1, 2, 3], m: [" + ", ".join(map(str, range(200))) + "]}\n    relevant: p1_all > {m}", "id: R01", "rules[0]", "stands for 500 checks or more", False),
    "a round the form has not": ("is_round('Q4')", "is_round('M6')", "is_round('M6')", "schema.fields[26].relevant", "'M6' is no round of this form; write Q1, Q2, Q3, Q4", False),
    "a round in small letters": ("is_round('Q4')", "is_round('q4')", "is_round('q4')", "schema.fields[26].relevant", "there is no round 'q4'; did you mean 'Q4'?", False),
    "the day of a text": ("round_ends() - day(founded)", "round_ends() - day(why)", "day(why)", "rules[11].constraint", "'why' is of kind text; day() takes a field of kind date", False),
    "the day of a text, inside": ("round_ends() - day(founded)", "round_ends() - day(coalesce(founded, '2565-01-01'))", "day(coalesce", "rules[11].constraint", "2565 is a year B.E.; write '2022-01-01'", False),
    "a day that is none": ("round_ends() - day(founded)", "round_ends() - day('5/16/2023')", "day('5", "rules[11].constraint", "'5/16/2023' is no date; write it as '2022-10-01'", False),
    "rows of no list": ("check: at_most, field: returned, of: lost", "check: rows_total, field: returned, equals: 1", "id: R07", "rules[6].check", "write layouts: [list]", False),
    "unknown template": ("check: cumulative", "check: cumulativ", "id: R03", "rules[2].check", "did you mean 'cumulative'?", True),
    "template with a key missing": ("numerator: readers, denominator: pupils", "numerator: readers", "id: R04", "rules[3]", "denominator is missing here: add it", True),
    "parts of nothing": ("parts: 'p[1-3]_all'", "parts: 'm[1-3]_all'", "id: R02", "rules[1].parts", "matches no other field", False),
    "the whole as its own part": ("parts: 'p[1-3]_all'", "parts: [pupils]", "id: R02", "rules[1].parts[0]", "matches no other field", False),
    "a part that is no number": ("parts: 'p[1-3]_all'", "parts: ['p[1-3]_all', why]", "id: R02", "rules[1].parts[1]", "'why' is of kind text; a number is wanted here", False),
    "a whole that is not there": ("whole: pupils, parts: 'p[1-3]_all'", "whole: pupil, parts: 'p[1-3]_all'", "id: R02", "rules[1].whole", "did you mean 'pupils'?", False),
    "template of another's key": ("field: returned, of: lost", "field: returned, of: lost, whole: pupils", "id: R07", "rules[6].whole", "'whole' does not belong to check: at_most; it takes field, fields, of", False),
    "template beside a constraint": ("field: returned, of: lost", "field: returned, of: lost, constraint: lost > 0", "id: R07", "rules[6].constraint", "does not belong to check: at_most", False),
    "template's key without template": ("    fields: 'p[1-3]_*'", "    fields: 'p[1-3]_*'\n    of: lost", "of: lost\n", "rules[8].of", "a rule without check:; it takes constraint, field, fields", False),
    "template on a text": ("check: unusual_change, field: pupils", "check: unusual_change, field: why", "id: R06", "rules[5].field", "of kind text; a number is wanted", False),
    "template against nothing": ("against: allotted", "against: allot", "id: R05", "rules[4].against", "did you mean 'allotted'?", False),
    "negative tolerance": ("denominator: pupils", "denominator: pupils, tolerance: -1", "id: R04", "rules[3].tolerance", "less than the minimum", True),
    "template's message of no field": ("field: returned, of: lost", "field: returned, of: lost, message: {th: 'มี {lots}'}", "id: R07", "rules[6].message.th", "{lots} names no field", False),
    "no constraint and no template": ("    constraint: this <= 400\n", "", "id: R09", "rules[8]", "constraint is missing here", True),
    "scale of equal values": ("{value: 4, label: มาก}", "{value: 5, label: มาก}", "{value: 5, label: มากที่สุด}", "schema.fields[20].categories[0].value", "every value differs", False),
    "scale of equal labels": ("{value: 4, label: มาก}", "{value: 4, label: 'มาก ที่สุด'}", "{value: 5, label: มากที่สุด}", "schema.fields[20].categories[0].label", "every label differs", False),
    "scale of nothing": ("      categories:\n        - {value: 5, label: มากที่สุด}\n        - {value: 4, label: มาก}\n        - {value: 3, label: ปานกลาง}\n        - {value: 2, label: น้อย}\n        - {value: 1, label: น้อยที่สุด}\n", "", "- name: mood", "schema.fields[20]", "categories is missing here", True),
    "scale value no number": ("{value: 4, label: มาก}", "{value: four, label: มาก}", "value: four", "schema.fields[20].categories[1].value", "must be a whole number", True),
    "scale of type number": ("      type: integer\n      kind: scale", "      type: number\n      kind: scale", "type: number\n", "schema.fields[20].type", "kind scale needs type: integer", False),
    "categories of another kind": ("      kind: scale\n", "      kind: count\n", "categories:", "schema.fields[20].categories", "only kinds scale and level have categories", False),
    "level of four names": ("      kind: scale\n      title: ความพึงพอใจ\n      categories:\n        - {value: 5, label: มากที่สุด}\n", "      kind: level\n      title: ความพึงพอใจ\n      categories:\n", "categories:", "schema.fields[20].categories", "name all five", False),
    "unique yes or no": ("title: เหตุที่พอใจน้อย}", "title: เหตุที่พอใจน้อย}\n    - {name: yes_no, type: boolean, title: ใช่, constraints: {unique: true}}", "name: yes_no", "schema.fields[22].constraints.unique", "take unique out", False),
    "unit of no money": ("unit: ล้านบาท", "unit: ล้าน", "unit: ล้าน,", "schema.fields[15].unit", "write one of บาท, พันบาท, ล้านบาท", True),
    "round of no date": ("title: ซ้อมแผนสะสม}", "title: ซ้อมแผนสะสม, in_round: true}", "name: drills", "schema.fields[17].in_round", "only a date lies in a round", False),
    "percentage of no number": ("title: ซ้อมแผนสะสม}", "title: ซ้อมแผนสะสม, percent_as_number: true}", "name: drills", "schema.fields[17].percent_as_number", "only kind number may ask for a percentage", False),
    "other words for no choice": ("      title: ความพึงพอใจ\n", "      title: ความพึงพอใจ\n      choice_aliases: {เฉย: กลาง ๆ}\n", "{เฉย:", "schema.fields[20].choice_aliases.เฉย", "is no choice of the field", False),
    "other words that are a choice": ("      title: ความพึงพอใจ\n", "      title: ความพึงพอใจ\n      choice_aliases: {มาก: มากที่สุด}\n", "{มาก:", "schema.fields[20].choice_aliases.มาก", "is a choice itself", False),
    "name of no text": ("title: ซ้อมแผนสะสม}", "title: ซ้อมแผนสะสม, none_is_blank: true}", "name: drills", "schema.fields[17].none_is_blank", "only a text names something", False),
    "other words of no list": ("title: ซ้อมแผนสะสม}", "title: ซ้อมแผนสะสม, choice_aliases: {ก: ข}}", "name: drills", "schema.fields[17].choice_aliases", "only kinds choice, scale and level have choices", False),
    "day without quotes": ('minimum: "1880-01-01"', "minimum: 1880-01-01", "minimum: 1880", "schema.fields[19].constraints.minimum", 'write "1880-01-01"', True),
    "day that is none": ('"2023-09-30"}\n    - name: mood', '"2023-09-31"}\n    - name: mood', "2023-09-31", "schema.fields[19].constraints.maximum", "'2023-09-31' is no date", False),
    "days the wrong way": ('"1880-01-01"', '"2030-01-01"', "2030-01-01", "schema.fields[19].constraints", "is larger than maximum", False),
    "day for a number": ("title: นักเรียนทั้งหมด, unit: คน, constraints: {required: true}}", 'title: นักเรียนทั้งหมด, unit: คน, constraints: {required: true, minimum: "2022-10-01"}}', "name: pupils", "schema.fields[1].constraints.minimum", "is no number", False),
    "code without a list": ("    - {fields: [partner], reference: {resource: register, fields: [code]}}\n", "", "name: partner", "schema.fields[23].kind", "needs its list: foreignKeys", False),
    "reference of no field": ("fields: strategy,", "fields: strategi,", "strategi", "schema.foreignKeys[0].fields", "did you mean 'strategy'?", False),
    "reference of a number": ("fields: [partner]", "fields: [pupils]", "fields: [pupils]", "schema.foreignKeys[2].fields", "to refer to codes it needs type: string", False),
    "reference of two fields": ("fields: [partner]", "fields: [partner, why]", "[partner, why]", "schema.foreignKeys[2].fields", "too long", True),
    "reference of the own code": ("fields: [partner]", "fields: [school_id]", "fields: [school_id]", "schema.foreignKeys[2].fields", "the respondent's own code", False),
    "two references of a field": ("fields: [partner]", "fields: [strategy]", "fields: [strategy]", "schema.foreignKeys[2].fields", "a field has one list", False),
    "unknown list": ("codes/strategy", "codes/strategies", "codes/strategies", "schema.foreignKeys[0].reference.resource", "did you mean 'codes/strategy'?", False),
    "unknown form": ("resource: register", "resource: registre", "registre", "schema.foreignKeys[2].reference.resource", "did you mean 'register'?", False),
    "itself": ("resource: register", "resource: everything", "resource: everything", "schema.foreignKeys[2].reference.resource", "cannot refer to itself", False),
    "column of a list": ("codes/strategy, fields: code}", "codes/strategy, fields: title_th}", "fields: title_th", "schema.foreignKeys[0].reference.fields", "write fields: code", False),
    "field of another form": ("resource: register, fields: [code]", "resource: projects, fields: [project]", "fields: [partner]", "schema.foreignKeys[2].reference.fields", "projects has no field 'project'; did you mean 'project_id'?", False),
    "resource of no shape": ("resource: register", "resource: Register 2", "Register 2", "schema.foreignKeys[2].reference.resource", "must look like", True),
}  # fmt: skip


def folder(tmp_path: Path, text: str, codes: str = CODES) -> Path:
    """The form to be checked, in a folder with a code list and another form."""
    (tmp_path / "codes").mkdir()
    (tmp_path / "codes" / "strategy.csv").write_text(codes, encoding="utf-8")
    (tmp_path / "projects.yaml").write_text(PROJECTS, encoding="utf-8")
    path = tmp_path / "everything.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def broken(old: str, new: str) -> str:
    assert EVERYTHING.count(old) == 1, old
    return EVERYTHING.replace(old, new)


@pytest.mark.parametrize(
    ("old", "new", "place", "key", "words", "_schema"), FAULTS.values(), ids=FAULTS.keys()
)
def test_a_fault_is_named_with_line_key_and_remedy(
    tmp_path: Path, old: str, new: str, place: str, key: str, words: str, _schema: bool
) -> None:
    text = broken(old, new)
    named = f"everything.yaml:{line_of(text, place)}: {key}: "
    faults = check_file(folder(tmp_path, text))
    assert [words in fault for fault in faults if fault.startswith(named)] == [True]
    assert_each_says_what_to_do(faults)


@pytest.mark.parametrize("name", FAULTS)
def test_the_published_schema_refuses_what_a_schema_can_refuse(name: str) -> None:
    old, new, *_, refused = FAULTS[name]
    data = json.loads(json.dumps(YAML(typ="safe", pure=True).load(broken(old, new)), default=str))
    if name == "day without quotes":  # JSON has no dates: it can only be seen in the YAML
        refused = False
    published = Draft202012Validator(json.loads(SCHEMA_PATH.read_text(encoding="utf-8")))
    assert (not published.is_valid(data)) is refused


def test_one_mistake_in_a_rule_over_many_fields_is_one_fault(tmp_path: Path) -> None:
    assert len(check_file(folder(tmp_path, broken("this <= 400", "this <= limit")))) == 1


def test_all_faults_of_rules_and_fields_are_reported_at_once(tmp_path: Path) -> None:
    text = broken("this <= p{n}_all", "this <= p{n}_al").replace("codes/strategy", "codes/strat")
    text = text.replace("of: lost", "of: lots").replace("value: 4", "value: 5")
    keys = [fault.split(": ")[1] for fault in check_file(folder(tmp_path, text))]
    assert keys == [
        "schema.fields[20].categories[0].value",
        "schema.fields[20].categories[1].value",
        "schema.foreignKeys[0].reference.resource",
        "rules[0].constraint",
        "rules[6].of",
    ]


@pytest.mark.parametrize(
    ("codes", "line", "column", "words"),
    [
        ("รหัส,ชื่อ\nS1,ก\n", 1, "file", "the first line must be code,title_th,valid_from,valid_to"),
        (CODES.partition("\n")[0] + "\n", 2, "file", "no code stands here"),
        (CODES + "S3,,,\n", 4, "title_th", "is missing here"),
        (CODES + ",ก,,\n", 4, "code", "is missing here"),
        (CODES + "S3,ก,2565-10-01,\n", 4, "valid_from", "2565 is a year B.E.; write 2022-10-01"),
        (CODES + "S3,ก,1/10/2565,\n", 4, "valid_from", "1/10/2565 is no date; write it as 2022-10-01"),
        (CODES + "S3,ก,2023-01-01,2022-01-01\n", 4, "valid_to", "lies before valid_from"),
        (CODES + "S1,ก,2023-01-01,\n", 4, "code", "'S1' stands here already for the same days"),
    ],
)
def test_a_fault_of_a_code_list_is_named_with_its_line(
    tmp_path: Path, codes: str, line: int, column: str, words: str
) -> None:
    (fault,) = check_file(folder(tmp_path, EVERYTHING, codes))
    assert fault.startswith(f"codes/strategy.csv:{line}: {column}: ") and words in fault


def test_a_code_list_that_excel_saved_is_read(tmp_path: Path) -> None:
    path = folder(tmp_path, EVERYTHING)
    (tmp_path / "codes" / "strategy.csv").write_bytes(("\ufeff" + CODES.replace("\n", "\r\n")).encode())
    assert [code.code for code in load_form(path).field("strategy").codes] == ["S1", "S2"]


def test_a_code_list_saved_in_another_alphabet_is_named(tmp_path: Path) -> None:
    path = folder(tmp_path, EVERYTHING)
    (tmp_path / "codes" / "strategy.csv").write_bytes(CODES.encode("cp874"))
    (fault,) = check_file(path)
    assert fault.startswith("codes/strategy.csv:1: file: ") and "(not UTF-8; save it as UTF-8)" in fault


def test_a_list_without_a_key_cannot_look_back(tmp_path: Path) -> None:
    path = folder(tmp_path, EVERYTHING)
    text = PROJECTS.replace("primaryKey: [school_id, project_id]", "primaryKey: [school_id]")
    (tmp_path / "projects.yaml").write_text(text, encoding="utf-8")
    faults = check_file(tmp_path / "projects.yaml")
    assert [fault.split(": ")[1] for fault in faults] == [
        "rules[1].check",
        "rules[2].check",
        "rules[4].check",
    ]
    assert "write primaryKey: [school_id, the field that names a row]" in faults[0]
    assert check_file(path) == []


def test_a_broken_form_beside_is_no_fault_of_this_one(tmp_path: Path) -> None:
    path = folder(tmp_path, broken("resource: register, fields: [code]", "resource: projects, fields: [x]"))
    (tmp_path / "projects.yaml").write_text("form: {id: projects}\n", encoding="utf-8")
    keys = [fault.split(": ")[1] for fault in check_file(path)]
    assert keys == ["schema.foreignKeys[1].reference.fields", "schema.foreignKeys[2].reference.fields"]


# What is right


@pytest.mark.parametrize("name", ["everything", "projects", "activities"])
def test_the_forms_of_all_features_are_good_for_us_and_for_other_tools(name: str) -> None:
    path = FORMS / f"{name}.yaml"
    assert check_file(path) == []
    content = json.loads(json.dumps(YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))))
    published = json.loads(SCHEMA_PATH.read_text(encoding="utf-8"))
    assert list(Draft202012Validator(published).iter_errors(content)) == []
    schema = Schema.from_descriptor(content["schema"])
    assert len(schema.fields) == len(content["schema"]["fields"])
    assert len(schema.foreign_keys) == len(content["schema"].get("foreignKeys", ()))


def test_a_rule_over_many_fields_stands_once_for_each(tmp_path: Path) -> None:
    rules = load_form(folder(tmp_path, EVERYTHING)).rules
    assert [rule.id for rule in rules if rule.written_as == "R01"] == ["R01:1", "R01:2", "R01:3"]
    nine = [rule for rule in rules if rule.written_as == "R09"]
    names = ["p1_all", "p2_all", "p3_all", "p1_read", "p2_read", "p3_read"]
    assert [(rule.field, rule.id) for rule in nine] == [(name, f"R09:{name}") for name in names]


def test_the_code_of_a_rule_keeps_within_what_the_store_holds(tmp_path: Path) -> None:
    long = "a_field_with_a_name_as_long_as_a_name_may_be_with_all_of_the"
    extra = "".join(f"    - {{name: {long[:-1]}{n}, type: integer, kind: count, title: ก}}\n" for n in (1, 2))
    text = broken("    - name: founded\n", f"{extra}    - name: founded\n").replace("p[1-3]_*", "a_field*")
    codes = [rule.id for rule in load_form(folder(tmp_path, text)).rules if rule.written_as == "R09"]
    assert len(set(codes)) == 2 and all(len(code) == 60 for code in codes)


def test_a_template_may_be_written_over(tmp_path: Path) -> None:
    more = "of: lost, severity: query, missing: zero, message: {th: '{this} > {lost}'}, accept_notes: [ก]"
    form = load_form(folder(tmp_path, broken("of: lost", more)))
    (rule,) = [rule for rule in form.rules if rule.id == "R07"]
    assert (rule.severity, rule.missing, rule.message.th) == ("query", "zero", "{this} > {lost}")
    assert rule.accept_notes == ("ก",)


def test_a_query_of_a_template_offers_reasons_and_an_error_none(tmp_path: Path) -> None:
    rules = {rule.written_as: rule for rule in load_form(folder(tmp_path, EVERYTHING)).rules}
    assert rules["R05"].accept_notes == ("ตรวจแล้ว หน่วยถูกต้อง", "อื่น ๆ (ระบุ)")
    assert rules["R07"].accept_notes == ()


def test_a_changed_code_list_is_a_changed_definition(tmp_path: Path) -> None:
    path = folder(tmp_path, EVERYTHING)
    before = load_form(path).definition_hash
    (tmp_path / "codes" / "strategy.csv").write_text(CODES + "S3,ทรัพยากรมนุษย์,,\n", encoding="utf-8")
    assert load_form(path).definition_hash != before


def test_codes_are_offered_with_their_titles_unless_there_are_too_many(tmp_path: Path) -> None:
    path = folder(tmp_path, EVERYTHING)
    assert load_form(path).field("strategy").choices == ("S1 ความมั่นคง", "S2 การแข่งขัน")
    many = "".join(f"N{number},ข้อ {number},,\n" for number in range(499))
    (tmp_path / "codes" / "strategy.csv").write_text(CODES + many, encoding="utf-8")
    assert load_form(path).field("strategy").choices == ()


def test_a_form_may_hold_its_code_lists_itself(tmp_path: Path) -> None:
    lists = "codes:\n  strategy:\n    - {code: K1, title_th: ก, valid_from: '2022-10-01'}\n"
    form = load_form(folder(tmp_path, EVERYTHING + lists))
    assert [code.code for code in form.field("strategy").codes] == ["K1"]
    (fault,) = check_file(folder_again(tmp_path, EVERYTHING + lists.replace("2022-10-01", "2565")))
    assert "codes.strategy[0].valid_from: 2565 " in fault and "(2565 is no date; write it" in fault


def folder_again(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "everything.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_form_kept_with_its_code_lists_means_the_same_without_the_folder(tmp_path: Path) -> None:
    source, _ = read_source(folder(tmp_path, EVERYTHING))
    source, _ = with_references(source, tmp_path)
    kept = self_contained(EVERYTHING, source.data, source.codes)
    assert meaning_faults(Source("kept", YAML(typ="rt").load(kept))) == []
    alone = build_form(YAML(typ="rt").load(kept))
    assert alone == load_form(tmp_path / "everything.yaml")
    assert self_contained(kept, YAML(typ="rt").load(kept), source.codes) == kept


def test_forms_that_refer_to_each_other_load_together() -> None:
    reference = load_forms(FORMS)["activities"].field("project").reference
    assert reference and (reference.form, reference.field) == ("projects", "project_id")


def test_a_form_without_the_one_it_refers_to_is_refused(tmp_path: Path) -> None:
    text = (FORMS / "activities.yaml").read_text(encoding="utf-8")
    (tmp_path / "activities.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(DefinitionError, match="there is no form 'projects'"):
        load_forms(tmp_path)


def test_what_was_good_before_is_still_good(tmp_path: Path) -> None:
    path = tmp_path / "literacy.yaml"
    path.write_text(GOOD, encoding="utf-8")
    assert check_file(path) == []
