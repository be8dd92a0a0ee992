"""The requests of spreadsheets.batchUpdate: one table from name to function."""

from __future__ import annotations

from collections.abc import Callable

from ..errors import ApiError, Json
from . import (
    bandings,
    blocks,
    borders,
    cells,
    conditionals,
    dimensions,
    filters,
    groups,
    marks,
    merges,
    names,
    paste,
    protections,
    sorting,
    tabs,
    texts,
    validation,
)
from .context import Edit, InvalidError

Handler = Callable[[Edit, Json], Json | None]

HANDLERS: dict[str, Handler] = {
    "updateSpreadsheetProperties": tabs.update_spreadsheet_properties,
    "addSheet": tabs.add_sheet,
    "deleteSheet": tabs.delete_sheet,
    "duplicateSheet": tabs.duplicate_sheet,
    "updateSheetProperties": tabs.update_sheet_properties,
    "setBasicFilter": filters.set_basic_filter,
    "clearBasicFilter": filters.clear_basic_filter,
    "addFilterView": filters.add_filter_view,
    "updateFilterView": filters.update_filter_view,
    "deleteFilterView": filters.delete_filter_view,
    "duplicateFilterView": filters.duplicate_filter_view,
    "mergeCells": merges.merge_cells,
    "unmergeCells": merges.unmerge_cells,
    "updateCells": cells.update_cells,
    "repeatCell": cells.repeat_cell,
    "appendCells": cells.append_cells,
    "findReplace": texts.find_replace,
    "trimWhitespace": texts.trim_whitespace,
    "textToColumns": texts.text_to_columns,
    "copyPaste": paste.copy_paste,
    "cutPaste": paste.cut_paste,
    "pasteData": paste.paste_data,
    "sortRange": sorting.sort_range,
    "randomizeRange": sorting.randomize_range,
    "deleteDuplicates": sorting.delete_duplicates,
    "insertRange": blocks.insert_range,
    "deleteRange": blocks.delete_range,
    "insertDimension": dimensions.insert_dimension,
    "deleteDimension": dimensions.delete_dimension,
    "moveDimension": dimensions.move_dimension,
    "appendDimension": dimensions.append_dimension,
    "updateDimensionProperties": dimensions.update_dimension_properties,
    "autoResizeDimensions": dimensions.auto_resize_dimensions,
    "addDimensionGroup": groups.add_dimension_group,
    "deleteDimensionGroup": groups.delete_dimension_group,
    "updateDimensionGroup": groups.update_dimension_group,
    "setDataValidation": validation.set_data_validation,
    "updateBorders": borders.update_borders,
    "addBanding": bandings.add_banding,
    "updateBanding": bandings.update_banding,
    "deleteBanding": bandings.delete_banding,
    "addConditionalFormatRule": conditionals.add_conditional_format_rule,
    "updateConditionalFormatRule": conditionals.update_conditional_format_rule,
    "deleteConditionalFormatRule": conditionals.delete_conditional_format_rule,
    "addProtectedRange": protections.add_protected_range,
    "updateProtectedRange": protections.update_protected_range,
    "deleteProtectedRange": protections.delete_protected_range,
    "addNamedRange": names.add_named_range,
    "updateNamedRange": names.update_named_range,
    "deleteNamedRange": names.delete_named_range,
    "createDeveloperMetadata": marks.create,
    "updateDeveloperMetadata": marks.update,
    "deleteDeveloperMetadata": marks.delete,
}
NOT_COVERED = "Google knows this request, the emulator does not; see its README."
MOST_CELLS = 10_000_000
TOO_MANY_CELLS = (
    f"This action would increase the number of cells in the workbook above the limit of {MOST_CELLS} cells."
)


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
    if name not in HANDLERS:
        raise ApiError(501, f"Invalid requests[{index}].{name}: {NOT_COVERED}")
    try:
        reply = HANDLERS[name](edit, body) or {}
        _check_size(edit)
        return reply
    except InvalidError as fault:
        raise ApiError(400, f"Invalid requests[{index}].{name}: {fault}") from fault
    except ApiError as error:
        # A refused protection names its request as every other fault does.
        error.message = (
            f"Invalid requests[{index}].{name}: {error.message}" if error.code == 400 else error.message
        )
        raise


def _check_size(edit: Edit) -> None:
    if sum(sheet.row_count * sheet.column_count for sheet in edit.book.sheets) > MOST_CELLS:
        raise InvalidError(TOO_MANY_CELLS)
