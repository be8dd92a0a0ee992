"""What Google's documents do not say: what must be there, and what excludes each other. Lists of our own.

Written from the descriptions in the documents, Google's guides and recorded answers (GOOGLE.md §1, §3); none of
it could be tried on Google itself. What is doubtful is left out: a request is blamed only for what is known.
In field-mask syntax: `range(dimension)` says that the range is mandatory, and its dimension.
"""

REQUEST_OBJECTS = {
    "AddBandingRequest": "bandedRange(range)",
    "AddConditionalFormatRuleRequest": "rule(ranges)",
    "AddDimensionGroupRequest": "range(dimension)",
    "AddFilterViewRequest": "filter",
    "AddNamedRangeRequest": "namedRange(name,range)",
    "AddProtectedRangeRequest": "protectedRange",
    "AddTableRequest": "table",
    "AppendCellsRequest": "rows,fields",
    "AppendDimensionRequest": "dimension,length",
    "BatchUpdateSpreadsheetRequest": "requests",
    "BatchUpdateValuesRequest": "valueInputOption,data(range)",
    "BooleanCondition": "type",
    "BooleanRule": "condition",
    "ChipRun": "startIndex",
    "CopyPasteRequest": "source,destination",
    "CopySheetToAnotherSpreadsheetRequest": "destinationSpreadsheetId",
    "CreateDeveloperMetadataRequest": "developerMetadata(metadataKey,location,visibility)",
    "CutPasteRequest": "source,destination",
    "DataValidationRule": "condition",
    "DeleteBandingRequest": "bandedRangeId",
    "DeleteDeveloperMetadataRequest": "dataFilter",
    "DeleteDimensionGroupRequest": "range(dimension)",
    "DeleteDimensionRequest": "range(dimension)",
    "DeleteDuplicatesRequest": "range",
    "DeleteEmbeddedObjectRequest": "objectId",
    "DeleteFilterViewRequest": "filterId",
    "DeleteNamedRangeRequest": "namedRangeId",
    "DeleteProtectedRangeRequest": "protectedRangeId",
    "DeleteRangeRequest": "range,shiftDimension",
    "DuplicateFilterViewRequest": "filterId",
    "FindReplaceRequest": "find",
    "InsertDimensionRequest": "range(dimension,startIndex,endIndex)",
    "InsertRangeRequest": "range,shiftDimension",
    "InterpolationPoint": "type",
    "MergeCellsRequest": "range",
    "MoveDimensionRequest": "source(dimension),destinationIndex",
    "NumberFormat": "type",
    "PasteDataRequest": "coordinate,data",
    "RandomizeRangeRequest": "range",
    "RepeatCellRequest": "range,fields",
    "SetBasicFilterRequest": "filter",
    "SetDataValidationRequest": "range",
    "SortRangeRequest": "range",
    "TextToColumnsRequest": "source",
    "TrimWhitespaceRequest": "range",
    "UnmergeCellsRequest": "range",
    "UpdateBandingRequest": "bandedRange(bandedRangeId),fields",
    "UpdateBordersRequest": "range",
    "UpdateCellsRequest": "fields",
    "UpdateDeveloperMetadataRequest": "dataFilters,developerMetadata,fields",
    "UpdateDimensionGroupRequest": "dimensionGroup(range),fields",
    "UpdateDimensionPropertiesRequest": "properties,fields",
    "UpdateEmbeddedObjectBorderRequest": "objectId,border,fields",
    "UpdateEmbeddedObjectPositionRequest": "objectId,newPosition",
    "UpdateFilterViewRequest": "filter(filterViewId),fields",
    "UpdateNamedRangeRequest": "namedRange(namedRangeId),fields",
    "UpdateProtectedRangeRequest": "protectedRange(protectedRangeId),fields",
    "UpdateSheetPropertiesRequest": "properties,fields",
    "UpdateSlicerSpecRequest": "slicerId,spec,fields",
    "UpdateSpreadsheetPropertiesRequest": "properties,fields",
    "UpdateTableRequest": "table(tableId),fields",
}
"""Sheets: by the schema of the thing that is sent. A sheetId is never mandatory: left out, it is 0."""

REQUEST_BODIES = {
    "drive.permissions.create": "type,role",
    "drive.permissions.update": "role",
    "drive.drives.create": "name",
    "drive.comments.create": "content",
}

REQUEST_PARAMETERS = {
    "sheets.spreadsheets.values.update": ("valueInputOption",),
    "sheets.spreadsheets.values.append": ("valueInputOption",),
    "drive.about.get": ("fields",),
    "drive.comments.list": ("fields",),
    "drive.comments.get": ("fields",),
    "drive.comments.create": ("fields",),
    "drive.comments.update": ("fields",),
    "drive.replies.list": ("fields",),
    "drive.replies.get": ("fields",),
    "drive.replies.create": ("fields",),
    "drive.replies.update": ("fields",),
}

EXACTLY_ONE = {
    "AddProtectedRangeRequest.protectedRange": ("range", "namedRangeId", "tableId"),
    "AutoResizeDimensionsRequest": ("dimensions", "dataSourceSheetDimensions"),
    "ConditionalFormatRule": ("booleanRule", "gradientRule"),
    "DataFilter": ("a1Range", "gridRange", "developerMetadataLookup"),
    "FindReplaceRequest": ("range", "sheetId", "allSheets"),
    "PasteDataRequest": ("delimiter", "html"),
    "SetBasicFilterRequest.filter": ("range", "tableId"),
    "UpdateCellsRequest": ("start", "range"),
    "UpdateConditionalFormatRuleRequest": ("rule", "newIndex"),
    "UpdateDimensionPropertiesRequest": ("range", "dataSourceSheetRange"),
}
"""In requests. `A.b` is what stands in the field b of an A."""

AT_MOST_ONE = {
    "ColorStyle": ("rgbColor", "themeColor"),
    "ConditionValue": ("relativeDate", "userEnteredValue"),
    "DeveloperMetadataLocation": ("spreadsheet", "sheetId", "dimensionRange"),
    "ExtendedValue": ("boolValue", "errorValue", "formulaValue", "numberValue", "stringValue"),
    "TextRotation": ("angle", "vertical"),
}
"""Unions of protobuf, in requests and answers; a Request or a reply is one too (of all its fields)."""

NOT_EMPTY = {
    ("BatchUpdateSpreadsheetRequest", "requests"),
    ("ConditionalFormatRule", "ranges"),
    ("UpdateDeveloperMetadataRequest", "dataFilters"),
}

UPDATE_MASKS = {
    "appendCells": "CellData",
    "repeatCell": "CellData",
    "updateBanding": "BandedRange",
    "updateCells": "CellData",
    "updateDataSource": "DataSource",
    "updateDeveloperMetadata": "DeveloperMetadata",
    "updateDimensionGroup": "DimensionGroup",
    "updateDimensionProperties": "DimensionProperties",
    "updateEmbeddedObjectBorder": "EmbeddedObjectBorder",
    "updateEmbeddedObjectPosition": "OverlayPosition",
    "updateFilterView": "FilterView",
    "updateNamedRange": "NamedRange",
    "updateProtectedRange": "ProtectedRange",
    "updateSheetProperties": "SheetProperties",
    "updateSlicerSpec": "SlicerSpec",
    "updateSpreadsheetProperties": "SpreadsheetProperties",
    "updateTable": "Table",
}
"""Whose fields the `fields` of a request in a batchUpdate name."""

SPREADSHEET = "spreadsheetId,spreadsheetUrl,properties(title,locale,autoRecalc,timeZone,defaultFormat)"
TAB = "sheetId,title,index,sheetType,gridProperties(rowCount,columnCount)"
FILE = "kind,id,name,mimeType"
PERMISSION = "kind,id,type,role"

ANSWERS = {
    "sheets.spreadsheets.get": f"{SPREADSHEET},sheets(properties({TAB}))",
    "sheets.spreadsheets.create": f"{SPREADSHEET},sheets(properties({TAB}))",
    "sheets.spreadsheets.getByDataFilter": SPREADSHEET,
    "sheets.spreadsheets.batchUpdate": "spreadsheetId,replies",
    "sheets.spreadsheets.values.get": "range,majorDimension",
    "sheets.spreadsheets.values.batchGet": "spreadsheetId,valueRanges(range,majorDimension)",
    "sheets.spreadsheets.values.batchGetByDataFilter": "spreadsheetId",
    "sheets.spreadsheets.values.update": "spreadsheetId,updatedRange",
    "sheets.spreadsheets.values.append": "spreadsheetId,updates(spreadsheetId,updatedRange)",
    "sheets.spreadsheets.values.clear": "spreadsheetId,clearedRange",
    "sheets.spreadsheets.values.batchUpdate": "spreadsheetId,responses(spreadsheetId,updatedRange)",
    "sheets.spreadsheets.values.batchUpdateByDataFilter": "spreadsheetId",
    "sheets.spreadsheets.values.batchClear": "spreadsheetId,clearedRanges",
    "sheets.spreadsheets.values.batchClearByDataFilter": "spreadsheetId",
    "sheets.spreadsheets.sheets.copyTo": TAB,
    "sheets.spreadsheets.developerMetadata.get": "metadataId,metadataKey,location(locationType),visibility",
    "drive.files.list": f"kind,incompleteSearch,files({FILE})",
    "drive.files.get": FILE,
    "drive.files.create": FILE,
    "drive.files.update": FILE,
    "drive.files.copy": FILE,
    "drive.permissions.list": f"kind,permissions({PERMISSION})",
    "drive.permissions.get": PERMISSION,
    "drive.permissions.create": PERMISSION,
    "drive.permissions.update": PERMISSION,
    "drive.drives.list": "kind,drives(kind,id,name)",
    "drive.drives.get": "kind,id,name",
    "drive.drives.create": "kind,id,name",
    "drive.comments.list": "kind,comments(kind,id,createdTime)",
    "drive.comments.get": "kind,id,createdTime",
    "drive.changes.list": "kind,changes(kind,changeType,time)",
    "drive.changes.getStartPageToken": "kind,startPageToken",
    "drive.about.get": "kind",
}
"""What an answer must hold, as far as the request's own mask selects it."""

DRIVE_UNASKED = {
    "drive.files.list": f"kind,incompleteSearch,nextPageToken,files({FILE},resourceKey,driveId,teamDriveId)",
    "drive.files.get": f"{FILE},resourceKey,driveId,teamDriveId",
    "drive.files.create": f"{FILE},resourceKey,driveId,teamDriveId",
    "drive.files.update": f"{FILE},resourceKey,driveId,teamDriveId",
    "drive.files.copy": f"{FILE},resourceKey,driveId,teamDriveId",
    "drive.permissions.list": f"kind,nextPageToken,permissions({PERMISSION},allowFileDiscovery)",
    "drive.permissions.get": f"{PERMISSION},allowFileDiscovery",
    "drive.permissions.create": f"{PERMISSION},allowFileDiscovery",
    "drive.permissions.update": f"{PERMISSION},allowFileDiscovery",
    "drive.drives.list": "kind,nextPageToken,drives(kind,id,name)",
    "drive.drives.get": "kind,id,name",
    "drive.drives.create": "kind,id,name",
}
"""Drive answers these when no `fields` are asked for: more would hide that the service forgot to ask."""

ANSWER_OBJECTS = {
    "AddNamedRangeResponse": "namedRange",
    "AddProtectedRangeResponse": "protectedRange",
    "AddSheetResponse": "properties",
    "BasicFilter": "range",
    "BooleanCondition": "type",
    "ConditionalFormatRule": "ranges",
    "CreateDeveloperMetadataResponse": "developerMetadata",
    "DataValidationRule": "condition",
    "DeveloperMetadata": "metadataId,metadataKey,location(locationType),visibility",
    "DimensionGroup": "range,depth",
    "DuplicateSheetResponse": "properties",
    "ErrorValue": "type",
    "MatchedDeveloperMetadata": "developerMetadata",
    "NamedRange": "namedRangeId,name,range",
    "NumberFormat": "type",
    "Permission": PERMISSION,
    "ProtectedRange": "protectedRangeId",
    "SheetProperties": "sheetId,title,index,sheetType",
    "User": "kind,displayName,me",
}
"""What must stand in a thing wherever it is answered whole."""
