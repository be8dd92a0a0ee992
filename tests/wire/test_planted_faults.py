"""Every kind of fault that the validator is there for, planted once each, is caught and named."""

from dataclasses import replace
from typing import Any, NamedTuple

import pytest

from service.emulator.traffic import Exchange

from .samples import (
    DRIVE,
    GONE,
    GRID,
    ID,
    JSON_TYPE,
    OTHER,
    REPLIES,
    SAMPLES,
    SHEETS,
    Place,
    with_answer,
    with_body,
)
from .verdict import judge


class Planted(NamedTuple):
    name: str
    sample: str
    place: Place
    value: Any
    told: str
    """What the fault's sentence must say."""


CELL = ("requests", 1, "updateCells", "rows", 0, "values", 0)
TOP_RULE = ("requests", 3, "addConditionalFormatRule", "rule")
IN_REQUESTS = [
    Planted("unknown field", "batch", ("surprise",), 1, "'surprise' was unexpected"),
    Planted("unknown field deep inside", "batch", (*CELL, "userEnteredFormat", "bold"), True, "'bold' was unexpected"),
    Planted("unknown kind of request", "batch", ("requests", 4), {"paintCells": {}}, "'paintCells' was unexpected"),
    Planted("unknown field of a file", "create", ("title",), "x", "'title' was unexpected"),
    Planted("wrong enum", "batch", (*CELL, "userEnteredFormat", "numberFormat", "type"), "TEXTS", '"TEXTS" is not one'),
    Planted("enum that is not to be used", "values", ("majorDimension",), "DIMENSION_UNSPECIFIED", "is not one of"),
    Planted("text for a whole number", "batch", (*CELL[:3], "start", "rowIndex"), "two", '"two" does not match'),
    Planted("fraction for a whole number", "batch", (*CELL[:3], "start", "rowIndex"), 1.5, "rowIndex"),
    Planted("more than 32 bits", "batch", (*CELL[:3], "start", "rowIndex"), 2**31, "greater than the maximum"),
    Planted("word for a yes or no", "batch", (*TOP_RULE, "booleanRule", "format", "textFormat", "bold"), "yes", "bold"),
    Planted("object for a list", "batch", (*CELL[:4],), {}, '"array"'),
    Planted("object as a value", "values", ("values", 0, 0), {"a": 1}, "values[0][0]"),
    Planted("no request at all", "batch", ("requests",), [], "requests"),
    Planted("request without a member", "batch", ("requests", 0), {}, "takes exactly one member"),
    Planted("request with two members", "batch", ("requests", 4, "unmergeCells"), {"range": GRID}, "exactly one member"),
    Planted("updateCells without fields", "batch", (*CELL[:3], "fields"), GONE, '"fields" is a required'),
    Planted("updateCells with null for fields", "batch", (*CELL[:3], "fields"), None, "fields"),
    Planted("updateCells without a place", "batch", (*CELL[:3], "start"), GONE, "exactly one of start, range"),
    Planted("updateCells with two places", "batch", (*CELL[:3], "range"), GRID, "exactly one of start, range"),
    Planted("mergeCells without range", "batch", ("requests", 4, "mergeCells", "range"), GONE, '"range" is a required'),
    Planted("protection of nothing", "batch", ("requests", 5, "addProtectedRange", "protectedRange", "range"), GONE,
            "exactly one of range, namedRangeId"),
    Planted("rule without ranges", "batch", (*TOP_RULE, "ranges"), GONE, '"ranges" is a required'),
    Planted("rule of neither kind", "batch", (*TOP_RULE, "booleanRule"), GONE, "exactly one of booleanRule"),
    Planted("condition without type", "batch", (*TOP_RULE, "booleanRule", "condition", "type"), GONE, '"type"'),
    Planted("condition without its value", "batch", (*TOP_RULE, "booleanRule", "condition", "values"), GONE,
            "has not the number of values"),
    Planted("condition with a value too many", "batch", (*TOP_RULE, "booleanRule", "condition", "type"), "NOT_BLANK",
            "has not the number of values"),
    Planted("condition that belongs elsewhere", "batch", (*TOP_RULE, "booleanRule", "condition", "type"), "ONE_OF_RANGE",
            'is not one of'),
    Planted("value of two kinds", "batch", (*CELL, "userEnteredValue", "numberValue"), 1, "takes only one of"),
    Planted("number format without type", "batch", (*CELL, "userEnteredFormat", "numberFormat"), {"pattern": "0"},
            '"type" is a required'),
    Planted("update mask of a wrong name", "batch", (*CELL[:3], "fields"), "userEnteredValue,noted", "'noted'"),
    Planted("update mask with its root", "batch", ("requests", 2, "updateSheetProperties", "fields"),
            "properties.title", "SheetProperties does not have"),
    Planted("update mask below a plain value", "batch", (*CELL[:3], "fields"), "note.text", "'note.text'"),
    Planted("update mask with an open bracket", "batch", (*CELL[:3], "fields"), "userEnteredFormat(numberFormat",
            "stands where it must not"),
    Planted("permission without role", "share", ("role",), GONE, "mandatory 'role' is missing"),
    Planted("permission of a wrong role", "share", ("role",), "editor", '"editor" is not one of'),
    Planted("permission of nobody", "share", ("emailAddress",), GONE, "mandatory 'emailAddress' is missing"),
]  # fmt: skip
IN_ANSWERS = [
    Planted("unknown field", "get", ("owner",), "x", "'owner' was unexpected"),
    Planted("unknown field deep inside", "get", ("sheets", 0, "properties", "gridProperties", "rows"), 1, "'rows'"),
    Planted("field the mask did not select", "write", ("updatedSpreadsheet", "sheets", 0, "merges"), [], "'merges'"),
    Planted("field nobody asked for", "create", ("modifiedTime",), "2026-04-05T02:00:00Z", "'modifiedTime'"),
    Planted("wrong enum", "get", ("sheets", 0, "properties", "sheetType"), "TABLE", '"TABLE" is not one of'),
    Planted("kind of another resource", "create", ("kind",), "drive#files", '"drive#files" is not'),
    Planted("note of no letters", "write", ("updatedSpreadsheet", "sheets", 0, "data", 0, "rowData", 0, "values", 0,
            "note"), "", "is left out then"),
    Planted("sheet 0 in a range", "batch", ("replies", 5, "addProtectedRange", "protectedRange", "range", "sheetId"), 0,
            "is left out then"),
    Planted("wrong type", "read", ("values", 0), "ก", "is not of type"),
    Planted("null", "values", ("updatedRange",), None, "updatedRange"),
    Planted("whole number with a point", "values", ("updatedRows",), 2.0, "updatedRows"),
    Planted("time that is none", "list", ("files", 0, "modifiedTime"), "5 เม.ย. 2569", "modifiedTime"),
    Planted("empty list of Sheets'", "get", ("namedRanges",), [], "namedRanges"),
    Planted("no spreadsheet id", "get", ("spreadsheetId",), GONE, '"spreadsheetId" is a required'),
    Planted("tab without its id", "get", ("sheets", 0, "properties", "sheetId"), GONE, '"sheetId" is a required'),
    Planted("values without their range", "read", ("range",), GONE, '"range" is a required'),
    Planted("list without files", "list", ("files",), GONE, '"files" is a required'),
    Planted("fewer replies than requests", "batch", ("replies",), REPLIES[:-1], "5 replies to 6 requests"),
    Planted("reply of another kind", "batch", ("replies", 1), REPLIES[0], "replies[1] is addSheet"),
    Planted("protected range without id", "batch",
            ("replies", 5, "addProtectedRange", "protectedRange", "protectedRangeId"), GONE, "protectedRangeId"),
    Planted("error without code", "refused", ("error", "code"), GONE, "the error says None, the answer 404"),
    Planted("error with another code", "refused", ("error", "code"), 403, "the error says 403, the answer 404"),
    Planted("error without message", "refused", ("error", "message"), GONE, "without a message"),
    Planted("error without status", "refused", ("error", "status"), GONE, "without a status"),
    Planted("error with another's status", "refused", ("error", "status"), "PERMISSION_DENIED", "with 404"),
    Planted("error with unknown field", "refused", ("error", "hint"), "x", "unknown 'hint'"),
    Planted("error of Drive without reasons", "missing", ("error", "errors"), GONE, "without reasons"),
    Planted("reason without a domain", "missing", ("error", "errors", 0, "domain"), GONE, "['domain']"),
    Planted("error that is only text", "refused", ("error",), "not found", "no error object"),
]  # fmt: skip
GET, LIST, WRITE = SAMPLES["get"], SAMPLES["list"], SAMPLES["write"]
IN_THE_REST = [
    ("unknown parameter", replace(GET, query="includeGrid=true"), "unknown parameter 'includeGrid'"),
    ("parameter of another method", replace(GET, query="supportsAllDrives=true"), "unknown parameter"),
    ("parameter with a wrong enum", replace(SAMPLES["read"], query="majorDimension=ROW"), "has no value 'ROW'"),
    ("parameter that is no number", replace(LIST, query="pageSize=many"), "'many', no integer"),
    ("parameter that is no yes or no", replace(LIST, query="supportsAllDrives=1"), "'1', no boolean"),
    ("parameter below its least", replace(LIST, query="pageSize=0"), "'pageSize' is 0, too small"),
    ("parameter of a wrong word", replace(LIST, query="orderBy=modified desc"), "'orderBy' has no value"),
    ("parameter given twice", replace(LIST, query="pageSize=1&pageSize=2"), "is given 2 times"),
    ("values without how to read them", replace(SAMPLES["values"], query=""), "'valueInputOption' is missing"),
    ("values read in an unspecified way", replace(SAMPLES["values"], query="valueInputOption=INPUT_VALUE_OPTION_UNSPECIFIED"),
     "'valueInputOption' is missing"),
    ("about without fields", replace(GET, path="/drive/v3/about"), "'fields' is missing"),
    ("mask of a wrong name", replace(LIST, query="fields=files(id,changed)"), "mask names 'files.changed'"),
    ("mask with slashes of a wrong name", replace(GET, query="fields=sheets/data/rows"), "mask names 'sheets.data.rows'"),
    ("mask that is none", replace(LIST, query="fields=files(id"), "stands where it must not"),
    ("mask that ends in a comma", replace(LIST, query="fields=files,"), "a name is missing"),
    ("unknown path", replace(GET, path="/v4/spreadsheet/x"), "Google has no such method"),
    ("unknown verb", replace(GET, method="PATCH"), "Google has no such method"),
    ("unknown custom verb", replace(WRITE, path=f"{SHEETS}:update"), "Google has no such method"),
    ("text for a tab's number", replace(WRITE, path=f"{SHEETS}/sheets/one:copyTo"), "'sheetId' is 'one', no integer"),
    ("reading with a body", replace(GET, body=b"{}"), "GET has a body"),
    ("body that is no JSON", replace(WRITE, body=b"{'requests'"), "request body: no JSON"),
    ("body of another type", replace(WRITE, content_type="text/plain"), "content type 'text/plain'"),
    ("body where none belongs", replace(SAMPLES["create"], path=f"{DRIVE}/{ID}/download"), "the method takes none"),
    ("answer that is no JSON", replace(GET, answer=b"<html>"), "answer: no JSON"),
    ("answer of another type", replace(GET, answer_type="text/html"), "content type 'text/html'"),
    ("deleting with an answer", replace(SAMPLES["delete"], status=200, answer=b"{}"), "not with 204 and nothing"),
    ("refusal as plain text", replace(SAMPLES["refused"], answer_type="text/plain"), "404 as 'text/plain'"),
    ("refusal with a page of HTML", replace(SAMPLES["refused"], status=403, answer_type="text/html"), "403 as 'text/html'"),
    ("spreadsheet nobody asked for", replace(WRITE, body=WRITE.body.replace(b"true", b"false")), "was not asked for"),
]  # fmt: skip


def faults(exchange: Exchange) -> str:
    return "\n".join(judge(exchange).faults)


@pytest.mark.parametrize("sample", SAMPLES.values(), ids=SAMPLES)
def test_a_right_exchange_has_no_fault(sample: Exchange) -> None:
    assert judge(sample).faults == ()
    assert judge(sample).method


@pytest.mark.parametrize("planted", IN_REQUESTS, ids=lambda planted: planted.name)
def test_a_fault_in_a_request_is_caught(planted: Planted) -> None:
    found = faults(with_body(SAMPLES[planted.sample], planted.place, planted.value))
    assert "request body: " in found and planted.told in found


@pytest.mark.parametrize("planted", IN_ANSWERS, ids=lambda planted: planted.name)
def test_a_fault_in_an_answer_is_caught(planted: Planted) -> None:
    found = faults(with_answer(SAMPLES[planted.sample], planted.place, planted.value))
    assert "answer: " in found and planted.told in found


@pytest.mark.parametrize(("_name", "exchange", "told"), IN_THE_REST, ids=[row[0] for row in IN_THE_REST])
def test_a_fault_around_the_bodies_is_caught(_name: str, exchange: Exchange, told: str) -> None:
    assert told in faults(exchange)


def test_a_fault_names_method_path_and_place() -> None:
    planted = with_body(SAMPLES["batch"], (*CELL, "userEnteredFormat", "bold"), True)
    assert judge(planted).faults == (
        f"POST {SHEETS}:batchUpdate (sheets.spreadsheets.batchUpdate) 200: request body: requests[1].updateCells"
        ".rows[0].values[0].userEnteredFormat: Additional properties are not allowed ('bold' was unexpected)",
    )


REFUSAL = b'{"error":{"code":400,"message":"no","status":"INVALID_ARGUMENT"}}'


def test_a_stranger_may_ask_wrongly_when_refused() -> None:
    wrong = replace(with_body(SAMPLES["batch"], ("surprise",), 1), status=400, answer=REFUSAL)
    assert "surprise" in faults(wrong)  # the service never may
    assert not faults(replace(wrong, user_agent=OTHER))


def test_a_wrong_wish_of_a_stranger_must_not_be_granted() -> None:
    wrong = with_body(SAMPLES["batch"], ("surprise",), 1)
    assert "surprise" in faults(replace(wrong, user_agent=OTHER))


def test_gspreads_own_oddities_are_not_the_services() -> None:
    odd = with_body(SAMPLES["share"], ("withLink",), False)
    assert "withLink" in faults(odd)
    assert not faults(replace(odd, user_agent=OTHER))


def test_an_answer_cut_short_is_not_judged_but_its_request_is() -> None:
    half = replace(SAMPLES["get"], answer=b'{"sprea', whole=False)
    assert not faults(half)
    assert "unknown parameter" in faults(replace(half, query="a=1"))


def test_googles_front_end_may_answer_with_a_page() -> None:
    assert not faults(
        replace(SAMPLES["get"], status=502, answer=b"<html>", answer_type="text/html; charset=UTF-8")
    )


UPLOAD = b'--x\r\nContent-Type: application/json\r\n\r\n{"name": "a", "title": 1}\r\n--x\r\nContent-Type: text/csv\r\n\r\n1,2\r\n--x--'


def test_the_description_before_an_upload_is_checked() -> None:
    sent = replace(SAMPLES["create"], path=f"/upload{DRIVE}", query="uploadType=multipart",
                   body=UPLOAD, content_type="multipart/related; boundary=x", answer_type=JSON_TYPE)  # fmt: skip
    assert "'title' was unexpected" in faults(sent)
    assert not faults(replace(sent, body=UPLOAD.replace(b', "title": 1', b"")))
