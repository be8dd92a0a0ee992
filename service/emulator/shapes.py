"""The table of JSON shapes of Sheets v4 that the emulator takes, after Google's discovery document."""

from __future__ import annotations

import re

# One shape a line. `name` alone is a string; i integer, n number, b boolean; [] a list, {} a map; else the
# name of a shape or of an enum below. `any` is not looked into: the emulator does nothing with it.
SHAPES_TEXT = """
BatchUpdateSpreadsheetRequest: commentsViewMode=CommentsViewMode includeSpreadsheetInResponse=b
    requests=Request[] responseIncludeGridData=b responseRanges=s[]
Request: addBanding=AddBandingRequest addChart=any addCommentReply=any
    addConditionalFormatRule=AddConditionalFormatRuleRequest addDataSource=any
    addDimensionGroup=AddDimensionGroupRequest addFilterView=AddFilterViewRequest
    addNamedRange=AddNamedRangeRequest addProtectedRange=AddProtectedRangeRequest addSheet=AddSheetRequest
    addSlicer=any addTable=any appendCells=AppendCellsRequest appendDimension=AppendDimensionRequest
    autoFill=any autoResizeDimensions=AutoResizeDimensionsRequest cancelDataSourceRefresh=any
    clearBasicFilter=ClearBasicFilterRequest copyPaste=CopyPasteRequest
    createDeveloperMetadata=CreateDeveloperMetadataRequest cutPaste=CutPasteRequest
    deleteBanding=DeleteBandingRequest deleteComment=any deleteCommentReply=any
    deleteConditionalFormatRule=DeleteConditionalFormatRuleRequest deleteDataSource=any
    deleteDeveloperMetadata=DeleteDeveloperMetadataRequest deleteDimension=DeleteDimensionRequest
    deleteDimensionGroup=DeleteDimensionGroupRequest deleteDuplicates=DeleteDuplicatesRequest
    deleteEmbeddedObject=any deleteFilterView=DeleteFilterViewRequest
    deleteNamedRange=DeleteNamedRangeRequest deleteProtectedRange=DeleteProtectedRangeRequest
    deleteRange=DeleteRangeRequest deleteSheet=DeleteSheetRequest deleteTable=any
    duplicateFilterView=DuplicateFilterViewRequest duplicateSheet=DuplicateSheetRequest
    findReplace=FindReplaceRequest insertComment=any insertDimension=InsertDimensionRequest
    insertRange=InsertRangeRequest mergeCells=MergeCellsRequest moveDimension=MoveDimensionRequest
    pasteData=PasteDataRequest randomizeRange=RandomizeRangeRequest refreshDataSource=any
    repeatCell=RepeatCellRequest setBasicFilter=SetBasicFilterRequest
    setDataValidation=SetDataValidationRequest sortRange=SortRangeRequest textToColumns=TextToColumnsRequest
    trimWhitespace=TrimWhitespaceRequest unmergeCells=UnmergeCellsRequest updateBanding=UpdateBandingRequest
    updateBorders=UpdateBordersRequest updateCells=UpdateCellsRequest updateChartSpec=any
    updateCommentPost=any updateConditionalFormatRule=UpdateConditionalFormatRuleRequest
    updateDataSource=any updateDeveloperMetadata=UpdateDeveloperMetadataRequest
    updateDimensionGroup=UpdateDimensionGroupRequest
    updateDimensionProperties=UpdateDimensionPropertiesRequest updateEmbeddedObjectBorder=any
    updateEmbeddedObjectPosition=any updateFilterView=UpdateFilterViewRequest
    updateNamedRange=UpdateNamedRangeRequest updateProtectedRange=UpdateProtectedRangeRequest
    updateSheetProperties=UpdateSheetPropertiesRequest updateSlicerSpec=any
    updateSpreadsheetProperties=UpdateSpreadsheetPropertiesRequest updateTable=any
AddConditionalFormatRuleRequest: index=i rule=ConditionalFormatRule
ConditionalFormatRule: booleanRule=BooleanRule gradientRule=GradientRule ranges=GridRange[]
BooleanRule: condition=BooleanCondition format=CellFormat
BooleanCondition: type=ConditionType values=ConditionValue[]
ConditionValue: relativeDate=RelativeDate userEnteredValue
CellFormat: backgroundColor=Color backgroundColorStyle=ColorStyle borders=Borders
    horizontalAlignment=HorizontalAlign hyperlinkDisplayType=HyperlinkDisplayType numberFormat=NumberFormat
    padding=Padding textDirection=TextDirection textFormat=TextFormat textRotation=TextRotation
    verticalAlignment=VerticalAlign wrapStrategy=WrapStrategy
Color: alpha=n blue=n green=n red=n
ColorStyle: rgbColor=Color themeColor=ThemeColorType
Borders: bottom=Border left=Border right=Border top=Border
Border: color=Color colorStyle=ColorStyle style=Style width=i
NumberFormat: pattern type=NumberFormatType
Padding: bottom=i left=i right=i top=i
TextFormat: bold=b fontFamily fontSize=i foregroundColor=Color foregroundColorStyle=ColorStyle italic=b
    link=Link strikethrough=b underline=b
Link: uri
TextRotation: angle=i vertical=b
GradientRule: maxpoint=InterpolationPoint midpoint=InterpolationPoint minpoint=InterpolationPoint
InterpolationPoint: color=Color colorStyle=ColorStyle type=InterpolationPointType value
GridRange: endColumnIndex=i endRowIndex=i sheetId=i startColumnIndex=i startRowIndex=i
AddDimensionGroupRequest: range=DimensionRange
DimensionRange: dimension=Dimension endIndex=i sheetId=i startIndex=i
AddNamedRangeRequest: namedRange=NamedRange
NamedRange: name namedRangeId range=GridRange
AddProtectedRangeRequest: protectedRange=ProtectedRange
ProtectedRange: description editors=Editors namedRangeId protectedRangeId=i range=GridRange
    requestingUserCanEdit=b tableId unprotectedRanges=GridRange[] warningOnly=b
Editors: domainUsersCanEdit=b groups=s[] users=s[]
AddSheetRequest: properties=SheetProperties
SheetProperties: dataSourceSheetProperties=any gridProperties=GridProperties hidden=b index=i rightToLeft=b
    sheetId=i sheetType=SheetType tabColor=Color tabColorStyle=ColorStyle title
GridProperties: columnCount=i columnGroupControlAfter=b frozenColumnCount=i frozenRowCount=i hideGridlines=b
    rowCount=i rowGroupControlAfter=b
AppendCellsRequest: fields rows=RowData[] sheetId=i tableId
RowData: values=CellData[]
CellData: chipRuns=any[] dataSourceFormula=any dataSourceTable=any dataValidation=DataValidationRule
    effectiveFormat=CellFormat effectiveValue=ExtendedValue formattedValue hyperlink note pivotTable=any
    textFormatRuns=TextFormatRun[] userEnteredFormat=CellFormat userEnteredValue=ExtendedValue
DataValidationRule: condition=BooleanCondition inputMessage showCustomUi=b strict=b
ExtendedValue: boolValue=b errorValue=ErrorValue formulaValue numberValue=n stringValue
ErrorValue: message type=ErrorType
TextFormatRun: format=TextFormat startIndex=i
AppendDimensionRequest: dimension=Dimension length=i sheetId=i
AutoResizeDimensionsRequest: dataSourceSheetDimensions=any dimensions=DimensionRange
ClearBasicFilterRequest: sheetId=i
CopyPasteRequest: destination=GridRange pasteOrientation=PasteOrientation pasteType=PasteType
    source=GridRange
CreateDeveloperMetadataRequest: developerMetadata=DeveloperMetadata
DeveloperMetadata: location=DeveloperMetadataLocation metadataId=i metadataKey metadataValue
    visibility=DeveloperMetadataVisibility
DeveloperMetadataLocation: dimensionRange=DimensionRange locationType=DeveloperMetadataLocationType
    sheetId=i spreadsheet=b
CutPasteRequest: destination=GridCoordinate pasteType=PasteType source=GridRange
GridCoordinate: columnIndex=i rowIndex=i sheetId=i
DeleteConditionalFormatRuleRequest: index=i sheetId=i
DeleteDeveloperMetadataRequest: dataFilter=DataFilter
DataFilter: a1Range developerMetadataLookup=DeveloperMetadataLookup gridRange=GridRange
DeveloperMetadataLookup: locationMatchingStrategy=DeveloperMetadataLocationMatchingStrategy
    locationType=DeveloperMetadataLocationType metadataId=i metadataKey
    metadataLocation=DeveloperMetadataLocation metadataValue visibility=DeveloperMetadataVisibility
DeleteDimensionRequest: range=DimensionRange
DeleteDimensionGroupRequest: range=DimensionRange
DeleteNamedRangeRequest: namedRangeId
DeleteProtectedRangeRequest: protectedRangeId=i
DeleteSheetRequest: sheetId=i
DuplicateSheetRequest: insertSheetIndex=i newSheetId=i newSheetName sourceSheetId=i
FindReplaceRequest: allSheets=b find includeFormulas=b matchCase=b matchEntireCell=b range=GridRange
    replacement searchByRegex=b sheetId=i
InsertDimensionRequest: inheritFromBefore=b range=DimensionRange
MergeCellsRequest: mergeType=MergeType range=GridRange
MoveDimensionRequest: destinationIndex=i source=DimensionRange
RepeatCellRequest: cell=CellData fields range=GridRange
SetBasicFilterRequest: filter=BasicFilter
BasicFilter: criteria={}FilterCriteria filterSpecs=FilterSpec[] range=GridRange sortSpecs=SortSpec[] tableId
SortSpec: backgroundColor=Color backgroundColorStyle=ColorStyle dataSourceColumnReference=any
    dimensionIndex=i foregroundColor=Color foregroundColorStyle=ColorStyle sortOrder=SortOrder
SetDataValidationRequest: filteredRowsIncluded=b range=GridRange rule=DataValidationRule
SortRangeRequest: range=GridRange sortSpecs=SortSpec[]
UnmergeCellsRequest: range=GridRange
UpdateBordersRequest: bottom=Border innerHorizontal=Border innerVertical=Border left=Border range=GridRange
    right=Border top=Border
UpdateCellsRequest: fields range=GridRange rows=RowData[] start=GridCoordinate
UpdateConditionalFormatRuleRequest: index=i newIndex=i rule=ConditionalFormatRule sheetId=i
UpdateDeveloperMetadataRequest: dataFilters=DataFilter[] developerMetadata=DeveloperMetadata fields
UpdateDimensionPropertiesRequest: dataSourceSheetRange=any fields properties=DimensionProperties
    range=DimensionRange
DimensionProperties: dataSourceColumnReference=any developerMetadata=DeveloperMetadata[] hiddenByFilter=b
    hiddenByUser=b pixelSize=i
UpdateNamedRangeRequest: fields namedRange=NamedRange
UpdateProtectedRangeRequest: fields protectedRange=ProtectedRange
UpdateSheetPropertiesRequest: fields properties=SheetProperties
UpdateSpreadsheetPropertiesRequest: fields properties=SpreadsheetProperties
SpreadsheetProperties: autoRecalc=RecalculationInterval defaultFormat=CellFormat
    importFunctionsExternalUrlAccessAllowed=b iterativeCalculationSettings=any locale
    spreadsheetTheme=SpreadsheetTheme timeZone title
Spreadsheet: comments=any[] commentsViewMode=CommentsViewMode dataSourceSchedules=any[] dataSources=any[]
    developerMetadata=DeveloperMetadata[] namedRanges=NamedRange[] properties=SpreadsheetProperties
    sheets=Sheet[] spreadsheetId spreadsheetUrl
Sheet: bandedRanges=BandedRange[] basicFilter=BasicFilter charts=any[] columnGroups=DimensionGroup[]
    commentAnchors=any[] conditionalFormats=ConditionalFormatRule[] data=GridData[]
    developerMetadata=DeveloperMetadata[] filterViews=FilterView[] merges=GridRange[]
    properties=SheetProperties protectedRanges=ProtectedRange[] rowGroups=DimensionGroup[] slicers=any[]
    tables=any[]
DimensionGroup: collapsed=b depth=i range=DimensionRange
GridData: columnMetadata=DimensionProperties[] rowData=RowData[] rowMetadata=DimensionProperties[]
    startColumn=i startRow=i
ValueRange: majorDimension=Dimension range values=any[][]
BatchUpdateValuesRequest: data=ValueRange[] includeValuesInResponse=b
    responseDateTimeRenderOption=DateTimeRenderOption responseValueRenderOption=ValueRenderOption
    valueInputOption=ValueInputOption
BatchClearValuesRequest: ranges=s[]
GetSpreadsheetByDataFilterRequest: commentsViewMode=CommentsViewMode dataFilters=DataFilter[]
    excludeTablesInBandedRanges=b includeGridData=b
SearchDeveloperMetadataRequest: dataFilters=DataFilter[]
CopySheetToAnotherSpreadsheetRequest: destinationSpreadsheetId
BatchGetValuesByDataFilterRequest: dataFilters=DataFilter[] dateTimeRenderOption=DateTimeRenderOption
    majorDimension=Dimension valueRenderOption=ValueRenderOption
BatchUpdateSpreadsheetResponse: commentUpdateState=CommentUpdateState replies=any[] spreadsheetId
    updatedSpreadsheet=Spreadsheet
AddBandingRequest: bandedRange=BandedRange
BandedRange: bandedRangeId=i bandedRangeReference columnProperties=BandingProperties range=GridRange
    rowProperties=BandingProperties
BandingProperties: firstBandColor=Color firstBandColorStyle=ColorStyle footerColor=Color
    footerColorStyle=ColorStyle headerColor=Color headerColorStyle=ColorStyle secondBandColor=Color
    secondBandColorStyle=ColorStyle
AddFilterViewRequest: filter=FilterView
FilterView: criteria={}FilterCriteria filterSpecs=FilterSpec[] filterViewId=i namedRangeId range=GridRange
    sortSpecs=SortSpec[] tableId title
FilterCriteria: condition=BooleanCondition hiddenValues=s[] visibleBackgroundColor=Color
    visibleBackgroundColorStyle=ColorStyle visibleForegroundColor=Color
    visibleForegroundColorStyle=ColorStyle
FilterSpec: columnIndex=i dataSourceColumnReference=any filterCriteria=FilterCriteria
DeleteBandingRequest: bandedRangeId=i
DeleteDuplicatesRequest: comparisonColumns=DimensionRange[] range=GridRange
DeleteFilterViewRequest: filterId=i
DeleteRangeRequest: range=GridRange shiftDimension=Dimension
DuplicateFilterViewRequest: filterId=i
InsertRangeRequest: range=GridRange shiftDimension=Dimension
PasteDataRequest: coordinate=GridCoordinate data delimiter html=b type=PasteType
RandomizeRangeRequest: range=GridRange
TextToColumnsRequest: delimiter delimiterType=DelimiterType source=GridRange
TrimWhitespaceRequest: range=GridRange
UpdateBandingRequest: bandedRange=BandedRange fields
UpdateDimensionGroupRequest: dimensionGroup=DimensionGroup fields
UpdateFilterViewRequest: fields filter=FilterView
SpreadsheetTheme: primaryFontFamily themeColors=ThemeColorPair[]
ThemeColorPair: color=ColorStyle colorType=ThemeColorType
BatchUpdateValuesByDataFilterRequest: data=DataFilterValueRange[] includeValuesInResponse=b
    responseDateTimeRenderOption=DateTimeRenderOption responseValueRenderOption=ValueRenderOption
    valueInputOption=ValueInputOption
DataFilterValueRange: dataFilter=DataFilter majorDimension=Dimension values=any[][]
BatchClearValuesByDataFilterRequest: dataFilters=DataFilter[]
BatchGetValuesResponse: spreadsheetId valueRanges=ValueRange[]
BatchUpdateValuesResponse: responses=UpdateValuesResponse[] spreadsheetId totalUpdatedCells=i
    totalUpdatedColumns=i totalUpdatedRows=i totalUpdatedSheets=i
UpdateValuesResponse: spreadsheetId updatedCells=i updatedColumns=i updatedData=ValueRange updatedRange
    updatedRows=i
BatchClearValuesResponse: clearedRanges=s[] spreadsheetId
ClearValuesResponse: clearedRange spreadsheetId
AppendValuesResponse: spreadsheetId tableRange updates=UpdateValuesResponse
BatchGetValuesByDataFilterResponse: spreadsheetId valueRanges=MatchedValueRange[]
MatchedValueRange: dataFilters=DataFilter[] valueRange=ValueRange
BatchUpdateValuesByDataFilterResponse: responses=UpdateValuesByDataFilterResponse[] spreadsheetId
    totalUpdatedCells=i totalUpdatedColumns=i totalUpdatedRows=i totalUpdatedSheets=i
UpdateValuesByDataFilterResponse: dataFilter=DataFilter updatedCells=i updatedColumns=i
    updatedData=ValueRange updatedRange updatedRows=i
BatchClearValuesByDataFilterResponse: clearedRanges=s[] spreadsheetId
SearchDeveloperMetadataResponse: matchedDeveloperMetadata=MatchedDeveloperMetadata[]
MatchedDeveloperMetadata: dataFilters=DataFilter[] developerMetadata=DeveloperMetadata
"""

ENUMS_TEXT = """
CommentUpdateState: COMMENT_UPDATE_STATE_UNSPECIFIED NO_UPDATES_REQUESTED ALL_SAVED
    ALL_FAILED_UNKNOWN_REASON
CommentsViewMode: COMMENTS_VIEW_MODE_UNSPECIFIED COMMENTS_VIEW_MODE_DEFAULT_FOR_CURRENT_ACCESS
    COMMENTS_VIEW_MODE_OMITTED COMMENTS_VIEW_MODE_INCLUDED
ConditionType: CONDITION_TYPE_UNSPECIFIED NUMBER_GREATER NUMBER_GREATER_THAN_EQ NUMBER_LESS
    NUMBER_LESS_THAN_EQ NUMBER_EQ NUMBER_NOT_EQ NUMBER_BETWEEN NUMBER_NOT_BETWEEN TEXT_CONTAINS
    TEXT_NOT_CONTAINS TEXT_STARTS_WITH TEXT_ENDS_WITH TEXT_EQ TEXT_IS_EMAIL TEXT_IS_URL DATE_EQ DATE_BEFORE
    DATE_AFTER DATE_ON_OR_BEFORE DATE_ON_OR_AFTER DATE_BETWEEN DATE_NOT_BETWEEN DATE_IS_VALID ONE_OF_RANGE
    ONE_OF_LIST BLANK NOT_BLANK CUSTOM_FORMULA BOOLEAN TEXT_NOT_EQ DATE_NOT_EQ FILTER_EXPRESSION
DateTimeRenderOption: SERIAL_NUMBER FORMATTED_STRING
DelimiterType: DELIMITER_TYPE_UNSPECIFIED COMMA SEMICOLON PERIOD SPACE CUSTOM AUTODETECT
DeveloperMetadataLocationMatchingStrategy: DEVELOPER_METADATA_LOCATION_MATCHING_STRATEGY_UNSPECIFIED
    EXACT_LOCATION INTERSECTING_LOCATION
DeveloperMetadataLocationType: DEVELOPER_METADATA_LOCATION_TYPE_UNSPECIFIED ROW COLUMN SHEET SPREADSHEET
DeveloperMetadataVisibility: DEVELOPER_METADATA_VISIBILITY_UNSPECIFIED DOCUMENT PROJECT
Dimension: DIMENSION_UNSPECIFIED ROWS COLUMNS
ErrorType: ERROR_TYPE_UNSPECIFIED ERROR NULL_VALUE DIVIDE_BY_ZERO VALUE REF NAME NUM N_A LOADING
HorizontalAlign: HORIZONTAL_ALIGN_UNSPECIFIED LEFT CENTER RIGHT
HyperlinkDisplayType: HYPERLINK_DISPLAY_TYPE_UNSPECIFIED LINKED PLAIN_TEXT
InterpolationPointType: INTERPOLATION_POINT_TYPE_UNSPECIFIED MIN MAX NUMBER PERCENT PERCENTILE
MergeType: MERGE_ALL MERGE_COLUMNS MERGE_ROWS
NumberFormatType: NUMBER_FORMAT_TYPE_UNSPECIFIED TEXT NUMBER PERCENT CURRENCY DATE TIME DATE_TIME SCIENTIFIC
PasteOrientation: NORMAL TRANSPOSE
PasteType: PASTE_NORMAL PASTE_VALUES PASTE_FORMAT PASTE_NO_BORDERS PASTE_FORMULA PASTE_DATA_VALIDATION
    PASTE_CONDITIONAL_FORMATTING
RecalculationInterval: RECALCULATION_INTERVAL_UNSPECIFIED ON_CHANGE MINUTE HOUR
RelativeDate: RELATIVE_DATE_UNSPECIFIED PAST_YEAR PAST_MONTH PAST_WEEK YESTERDAY TODAY TOMORROW
SheetType: SHEET_TYPE_UNSPECIFIED GRID OBJECT DATA_SOURCE
SortOrder: SORT_ORDER_UNSPECIFIED ASCENDING DESCENDING
Style: STYLE_UNSPECIFIED DOTTED DASHED SOLID SOLID_MEDIUM SOLID_THICK NONE DOUBLE
TextDirection: TEXT_DIRECTION_UNSPECIFIED LEFT_TO_RIGHT RIGHT_TO_LEFT
ThemeColorType: THEME_COLOR_TYPE_UNSPECIFIED TEXT BACKGROUND ACCENT1 ACCENT2 ACCENT3 ACCENT4 ACCENT5 ACCENT6
    LINK
ValueInputOption: INPUT_VALUE_OPTION_UNSPECIFIED RAW USER_ENTERED
ValueRenderOption: FORMATTED_VALUE UNFORMATTED_VALUE FORMULA
VerticalAlign: VERTICAL_ALIGN_UNSPECIFIED TOP MIDDLE BOTTOM
WrapStrategy: WRAP_STRATEGY_UNSPECIFIED OVERFLOW_CELL LEGACY_WRAP CLIP WRAP
"""


def _lines(text: str) -> list[tuple[str, list[str]]]:
    lines = (line.partition(": ") for line in re.sub(r"\n\s+", " ", text).strip().splitlines())
    return [(name, words.split()) for name, _, words in lines]


def _shape(fields: list[str]) -> dict[str, str]:
    pairs = (field.partition("=") for field in fields)
    return {key: kind or "s" for key, _, kind in pairs}


def read_shapes(text: str) -> dict[str, dict[str, str]]:
    return {name: _shape(fields) for name, fields in _lines(text)}


SHAPES = read_shapes(SHAPES_TEXT)
ENUMS = {name: frozenset(values) for name, values in _lines(ENUMS_TEXT)}
