"""The table of JSON shapes of Sheets v4 that the emulator takes, after Google's discovery document."""

from __future__ import annotations

import re

# One shape a line. `name` alone is a string; i integer, n number, b boolean; [] a list.
SHAPES_TEXT = """
BatchUpdateSpreadsheetRequest: includeSpreadsheetInResponse=b requests=Request[] responseIncludeGridData=b
    responseRanges=s[]
Request: addConditionalFormatRule=AddConditionalFormatRuleRequest addDimensionGroup=AddDimensionGroupRequest
    addNamedRange=AddNamedRangeRequest addProtectedRange=AddProtectedRangeRequest addSheet=AddSheetRequest
    appendCells=AppendCellsRequest appendDimension=AppendDimensionRequest
    autoResizeDimensions=AutoResizeDimensionsRequest clearBasicFilter=ClearBasicFilterRequest
    copyPaste=CopyPasteRequest createDeveloperMetadata=CreateDeveloperMetadataRequest
    cutPaste=CutPasteRequest deleteConditionalFormatRule=DeleteConditionalFormatRuleRequest
    deleteDeveloperMetadata=DeleteDeveloperMetadataRequest deleteDimension=DeleteDimensionRequest
    deleteDimensionGroup=DeleteDimensionGroupRequest deleteNamedRange=DeleteNamedRangeRequest
    deleteProtectedRange=DeleteProtectedRangeRequest deleteSheet=DeleteSheetRequest
    duplicateSheet=DuplicateSheetRequest findReplace=FindReplaceRequest
    insertDimension=InsertDimensionRequest mergeCells=MergeCellsRequest moveDimension=MoveDimensionRequest
    repeatCell=RepeatCellRequest setBasicFilter=SetBasicFilterRequest
    setDataValidation=SetDataValidationRequest sortRange=SortRangeRequest unmergeCells=UnmergeCellsRequest
    updateBorders=UpdateBordersRequest updateCells=UpdateCellsRequest
    updateConditionalFormatRule=UpdateConditionalFormatRuleRequest
    updateDeveloperMetadata=UpdateDeveloperMetadataRequest
    updateDimensionProperties=UpdateDimensionPropertiesRequest updateNamedRange=UpdateNamedRangeRequest
    updateProtectedRange=UpdateProtectedRangeRequest updateSheetProperties=UpdateSheetPropertiesRequest
    updateSpreadsheetProperties=UpdateSpreadsheetPropertiesRequest
AddConditionalFormatRuleRequest: index=i rule=ConditionalFormatRule
ConditionalFormatRule: booleanRule=BooleanRule gradientRule=GradientRule ranges=GridRange[]
BooleanRule: condition=BooleanCondition format=CellFormat
BooleanCondition: type values=ConditionValue[]
ConditionValue: relativeDate userEnteredValue
CellFormat: backgroundColor=Color backgroundColorStyle=ColorStyle borders=Borders horizontalAlignment
    hyperlinkDisplayType numberFormat=NumberFormat padding=Padding textDirection textFormat=TextFormat
    textRotation=TextRotation verticalAlignment wrapStrategy
Color: alpha=n blue=n green=n red=n
ColorStyle: rgbColor=Color themeColor
Borders: bottom=Border left=Border right=Border top=Border
Border: color=Color colorStyle=ColorStyle style width=i
NumberFormat: pattern type
Padding: bottom=i left=i right=i top=i
TextFormat: bold=b fontFamily fontSize=i foregroundColor=Color foregroundColorStyle=ColorStyle italic=b
    link=Link strikethrough=b underline=b
Link: uri
TextRotation: angle=i vertical=b
GradientRule: maxpoint=InterpolationPoint midpoint=InterpolationPoint minpoint=InterpolationPoint
InterpolationPoint: color=Color colorStyle=ColorStyle type value
GridRange: endColumnIndex=i endRowIndex=i sheetId=i startColumnIndex=i startRowIndex=i
AddDimensionGroupRequest: range=DimensionRange
DimensionRange: dimension endIndex=i sheetId=i startIndex=i
AddNamedRangeRequest: namedRange=NamedRange
NamedRange: name namedRangeId range=GridRange
AddProtectedRangeRequest: protectedRange=ProtectedRange
ProtectedRange: description editors=Editors namedRangeId protectedRangeId=i range=GridRange
    requestingUserCanEdit=b unprotectedRanges=GridRange[] warningOnly=b
Editors: domainUsersCanEdit=b groups=s[] users=s[]
AddSheetRequest: properties=SheetProperties
SheetProperties: dataSourceSheetProperties=any
    gridProperties=GridProperties hidden=b index=i rightToLeft=b sheetId=i sheetType
    tabColor=Color tabColorStyle=ColorStyle title
GridProperties: columnCount=i columnGroupControlAfter=b frozenColumnCount=i frozenRowCount=i hideGridlines=b
    rowCount=i rowGroupControlAfter=b
AppendCellsRequest: fields rows=RowData[] sheetId=i
RowData: values=CellData[]
CellData: chipRuns=any[] pivotTable=any
    dataValidation=DataValidationRule effectiveFormat=CellFormat effectiveValue=ExtendedValue
    formattedValue hyperlink note textFormatRuns=TextFormatRun[] userEnteredFormat=CellFormat
    userEnteredValue=ExtendedValue
DataValidationRule: condition=BooleanCondition inputMessage showCustomUi=b strict=b
ExtendedValue: boolValue=b errorValue=ErrorValue formulaValue numberValue=n stringValue
ErrorValue: message type
TextFormatRun: format=TextFormat startIndex=i
AppendDimensionRequest: dimension length=i sheetId=i
AutoResizeDimensionsRequest: dimensions=DimensionRange
ClearBasicFilterRequest: sheetId=i
CopyPasteRequest: destination=GridRange pasteOrientation pasteType source=GridRange
CreateDeveloperMetadataRequest: developerMetadata=DeveloperMetadata
DeveloperMetadata: location=DeveloperMetadataLocation metadataId=i metadataKey metadataValue visibility
DeveloperMetadataLocation: dimensionRange=DimensionRange locationType sheetId=i spreadsheet=b
CutPasteRequest: destination=GridCoordinate pasteType source=GridRange
GridCoordinate: columnIndex=i rowIndex=i sheetId=i
DeleteConditionalFormatRuleRequest: index=i sheetId=i
DeleteDeveloperMetadataRequest: dataFilter=DataFilter
DataFilter: a1Range developerMetadataLookup=DeveloperMetadataLookup gridRange=GridRange
DeveloperMetadataLookup: locationMatchingStrategy locationType metadataId=i metadataKey
    metadataLocation=DeveloperMetadataLocation metadataValue visibility
DeleteDimensionRequest: range=DimensionRange
DeleteDimensionGroupRequest: range=DimensionRange
DeleteNamedRangeRequest: namedRangeId
DeleteProtectedRangeRequest: protectedRangeId=i
DeleteSheetRequest: sheetId=i
DuplicateSheetRequest: insertSheetIndex=i newSheetId=i newSheetName sourceSheetId=i
FindReplaceRequest: allSheets=b find includeFormulas=b matchCase=b matchEntireCell=b range=GridRange
    replacement searchByRegex=b sheetId=i
InsertDimensionRequest: inheritFromBefore=b range=DimensionRange
MergeCellsRequest: mergeType range=GridRange
MoveDimensionRequest: destinationIndex=i source=DimensionRange
RepeatCellRequest: cell=CellData fields range=GridRange
SetBasicFilterRequest: filter=BasicFilter
BasicFilter: criteria=any filterSpecs=any[]
    range=GridRange sortSpecs=SortSpec[]
SortSpec: backgroundColor=Color backgroundColorStyle=ColorStyle dimensionIndex=i foregroundColor=Color
    foregroundColorStyle=ColorStyle sortOrder
SetDataValidationRequest: filteredRowsIncluded=b range=GridRange rule=DataValidationRule
SortRangeRequest: range=GridRange sortSpecs=SortSpec[]
UnmergeCellsRequest: range=GridRange
UpdateBordersRequest: bottom=Border innerHorizontal=Border innerVertical=Border left=Border range=GridRange
    right=Border top=Border
UpdateCellsRequest: fields range=GridRange rows=RowData[] start=GridCoordinate
UpdateConditionalFormatRuleRequest: index=i newIndex=i rule=ConditionalFormatRule sheetId=i
UpdateDeveloperMetadataRequest: dataFilters=DataFilter[] developerMetadata=DeveloperMetadata fields
UpdateDimensionPropertiesRequest: fields properties=DimensionProperties range=DimensionRange
DimensionProperties: developerMetadata=DeveloperMetadata[] hiddenByFilter=b hiddenByUser=b pixelSize=i
UpdateNamedRangeRequest: fields namedRange=NamedRange
UpdateProtectedRangeRequest: fields protectedRange=ProtectedRange
UpdateSheetPropertiesRequest: fields properties=SheetProperties
UpdateSpreadsheetPropertiesRequest: fields properties=SpreadsheetProperties
SpreadsheetProperties: importFunctionsExternalUrlAccessAllowed=b
    iterativeCalculationSettings=any spreadsheetTheme=any
    autoRecalc defaultFormat=CellFormat locale timeZone title
Spreadsheet: dataSources=any[] dataSourceSchedules=any[]
    developerMetadata=DeveloperMetadata[] namedRanges=NamedRange[] properties=SpreadsheetProperties
    sheets=Sheet[] spreadsheetId spreadsheetUrl
Sheet: bandedRanges=any[] charts=any[] filterViews=any[] slicers=any[] tables=any[]
    basicFilter=BasicFilter columnGroups=DimensionGroup[] conditionalFormats=ConditionalFormatRule[]
    data=GridData[] developerMetadata=DeveloperMetadata[] merges=GridRange[] properties=SheetProperties
    protectedRanges=ProtectedRange[] rowGroups=DimensionGroup[]
DimensionGroup: collapsed=b depth=i range=DimensionRange
GridData: columnMetadata=DimensionProperties[] rowData=RowData[] rowMetadata=DimensionProperties[]
    startColumn=i startRow=i
ValueRange: majorDimension range values=any[][]
BatchUpdateValuesRequest: data=ValueRange[] includeValuesInResponse=b responseDateTimeRenderOption
    responseValueRenderOption valueInputOption
BatchClearValuesRequest: ranges=s[]
GetSpreadsheetByDataFilterRequest: dataFilters=DataFilter[] includeGridData=b
SearchDeveloperMetadataRequest: dataFilters=DataFilter[]
CopySheetToAnotherSpreadsheetRequest: destinationSpreadsheetId
BatchGetValuesByDataFilterRequest: dataFilters=DataFilter[] dateTimeRenderOption majorDimension
    valueRenderOption
"""


def _shapes(text: str) -> dict[str, dict[str, str]]:
    shapes: dict[str, dict[str, str]] = {}
    for line in re.sub(r"\n\s+", " ", text).strip().splitlines():
        name, _, fields = line.partition(": ")
        pairs = (field.partition("=") for field in fields.split())
        shapes[name] = {key: kind or "s" for key, _, kind in pairs}
    return shapes


SHAPES = _shapes(SHAPES_TEXT)
SHAPES["BatchUpdateSpreadsheetResponse"] = {
    "spreadsheetId": "s",
    "replies": "any[]",
    "updatedSpreadsheet": "Spreadsheet",
}
