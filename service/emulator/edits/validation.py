"""Data validation, and which conditions Google takes where."""

from __future__ import annotations

from ..errors import Json
from . import formats
from .context import Edit, InvalidError

NOBODY: tuple[int, int] = (0, 0)
ONE, TWO = (1, 1), (2, 2)
NUMBERS = ("NUMBER_GREATER", "NUMBER_GREATER_THAN_EQ", "NUMBER_LESS", "NUMBER_LESS_THAN_EQ", "NUMBER_EQ")
DATES = ("DATE_EQ", "DATE_BEFORE", "DATE_AFTER", "DATE_ON_OR_BEFORE", "DATE_ON_OR_AFTER")
TEXTS = ("TEXT_CONTAINS", "TEXT_NOT_CONTAINS", "TEXT_STARTS_WITH", "TEXT_ENDS_WITH", "TEXT_EQ")
BETWEEN = ("NUMBER_BETWEEN", "NUMBER_NOT_BETWEEN", "DATE_BETWEEN", "DATE_NOT_BETWEEN")
VALUES_NEEDED = dict.fromkeys((*NUMBERS, "NUMBER_NOT_EQ", *DATES, *TEXTS), ONE)
VALUES_NEEDED |= dict.fromkeys(BETWEEN, TWO) | dict.fromkeys(("ONE_OF_RANGE", "CUSTOM_FORMULA"), ONE)
VALUES_NEEDED |= dict.fromkeys(
    ("BLANK", "NOT_BLANK", "TEXT_IS_EMAIL", "TEXT_IS_URL", "DATE_IS_VALID"), NOBODY
)
VALUES_NEEDED |= {"ONE_OF_LIST": (1, 500), "BOOLEAN": (0, 2)}
NOT_TO_VALIDATE = ("TEXT_STARTS_WITH", "TEXT_ENDS_WITH", "BLANK", "NOT_BLANK")
ONLY_TO_VALIDATE = (
    *("TEXT_IS_EMAIL", "TEXT_IS_URL", "DATE_ON_OR_BEFORE", "DATE_ON_OR_AFTER", "DATE_BETWEEN"),
    *("DATE_NOT_BETWEEN", "DATE_IS_VALID", "ONE_OF_RANGE", "ONE_OF_LIST", "BOOLEAN"),
)


def check_condition(condition: Json | None, validates: bool = False) -> None:
    """A kind of condition Google knows in this place, with as many values as it needs."""
    kind = (condition or {}).get("type")
    if condition is None or not kind or kind not in VALUES_NEEDED:
        raise InvalidError(
            f"Unsupported ConditionType '{kind}'" if kind else "A condition with a type is required"
        )
    if kind in (NOT_TO_VALIDATE if validates else ONLY_TO_VALIDATE):
        use = "data validation" if validates else "conditional formatting or filters"
        raise InvalidError(f"ConditionType '{kind}' is not supported for {use}.")
    count = len(condition.get("values") or [])
    low, high = VALUES_NEEDED[kind]
    if not low <= count <= high:
        raise InvalidError(f"ConditionType '{kind}' needs {low} to {high} ConditionValues but {count} given.")


def set_data_validation(edit: Edit, body: Json) -> None:
    sheet, area = edit.editable(body.get("range"))
    rule = body.get("rule")
    if rule:
        check_condition(rule.get("condition"), validates=True)
        rule = formats.shared({name: value for name, value in rule.items() if value not in (None, False)})
    for row in area.rows(sheet.row_count if rule else len(sheet.rows)):
        for column in area.columns(sheet.column_count):
            cell = {
                name: value for name, value in sheet.cell(row, column).items() if name != "dataValidation"
            }
            sheet.put(row, column, cell | ({"dataValidation": rule} if rule else {}))
