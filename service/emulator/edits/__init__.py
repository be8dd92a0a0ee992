"""The requests of spreadsheets.batchUpdate: one table from name to function."""

from __future__ import annotations

from collections.abc import Callable

from ..errors import ApiError, Json
from . import cells, dimensions, marks, rules, tabs
from .context import Edit, InvalidError

Handler = Callable[[Edit, Json], Json | None]

HANDLERS: dict[str, Handler] = {
    "updateSpreadsheetProperties": tabs.update_spreadsheet_properties,
    "addSheet": tabs.add_sheet,
    "deleteSheet": tabs.delete_sheet,
    "duplicateSheet": tabs.duplicate_sheet,
    "updateSheetProperties": tabs.update_sheet_properties,
    "setBasicFilter": tabs.set_basic_filter,
    "clearBasicFilter": tabs.clear_basic_filter,
    "mergeCells": tabs.merge_cells,
    "unmergeCells": tabs.unmerge_cells,
    "updateCells": cells.update_cells,
    "repeatCell": cells.repeat_cell,
    "appendCells": cells.append_cells,
    "findReplace": cells.find_replace,
    "copyPaste": cells.copy_paste,
    "cutPaste": cells.cut_paste,
    "sortRange": cells.sort_range,
    "insertDimension": dimensions.insert_dimension,
    "deleteDimension": dimensions.delete_dimension,
    "moveDimension": dimensions.move_dimension,
    "appendDimension": dimensions.append_dimension,
    "updateDimensionProperties": dimensions.update_dimension_properties,
    "autoResizeDimensions": dimensions.auto_resize_dimensions,
    "addDimensionGroup": dimensions.add_dimension_group,
    "deleteDimensionGroup": dimensions.delete_dimension_group,
    "setDataValidation": rules.set_data_validation,
    "updateBorders": rules.update_borders,
    "addConditionalFormatRule": rules.add_conditional_format_rule,
    "updateConditionalFormatRule": rules.update_conditional_format_rule,
    "deleteConditionalFormatRule": rules.delete_conditional_format_rule,
    "addProtectedRange": rules.add_protected_range,
    "updateProtectedRange": rules.update_protected_range,
    "deleteProtectedRange": rules.delete_protected_range,
    "addNamedRange": rules.add_named_range,
    "updateNamedRange": rules.update_named_range,
    "deleteNamedRange": rules.delete_named_range,
    "createDeveloperMetadata": marks.create,
    "updateDeveloperMetadata": marks.update,
    "deleteDeveloperMetadata": marks.delete,
}


def run(edit: Edit, requests: list[Json]) -> list[Json]:
    """Replies, one a request. The caller throws the book away when this raises: all or nothing."""
    if not requests:
        raise ApiError(400, "Must specify at least one request.")
    return [_run_one(edit, index, request) for index, request in enumerate(requests)]


def _run_one(edit: Edit, index: int, request: Json) -> Json:
    given = {name: body for name, body in request.items() if body is not None}
    if len(given) != 1:
        problem = "No request set." if not given else "Only one request may be set."
        raise ApiError(400, f"Invalid requests[{index}]: {problem}")
    name, body = next(iter(given.items()))
    try:
        return HANDLERS[name](edit, body) or {}
    except InvalidError as fault:
        raise ApiError(400, f"Invalid requests[{index}].{name}: {fault}") from fault
    except ApiError as error:
        # A refused protection names its request as every other fault does.
        error.message = (
            f"Invalid requests[{index}].{name}: {error.message}" if error.code == 400 else error.message
        )
        raise
