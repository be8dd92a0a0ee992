"""What a request is: which quota it uses, which file it touches, whether sending it twice does harm."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote, urlsplit

READS, WRITES, DRIVE = "reads", "writes", "drive"
KINDS = (READS, WRITES, DRIVE)

READING_POSTS = ("getByDataFilter", "batchGetByDataFilter", "search")
SETTING_POSTS = ("clear", "batchClear", "batchClearByDataFilter", "batchUpdate", "batchUpdateByDataFilter")
ABSOLUTE = frozenset(
    {
        *("updateCells", "repeatCell", "updateBorders", "setDataValidation", "mergeCells", "unmergeCells"),
        *("updateSheetProperties", "updateSpreadsheetProperties", "updateDimensionProperties"),
        *("updateNamedRange", "updateProtectedRange", "updateDeveloperMetadata", "autoResizeDimensions"),
        *("setBasicFilter", "clearBasicFilter", "trimWhitespace", "sortRange"),
    }
)
"""Requests of a batchUpdate that leave the same behind when they are done twice (GOOGLE §3: a 5xx does not
mean "not done"). Whatever adds, inserts, deletes or moves is missing here, and is never repeated blindly."""

_SHEETS = re.compile(r"/v4/spreadsheets(?:/(?P<file>[^/:]+))?(?P<rest>.*)")
_DRIVE = re.compile(
    r"/(?:upload/)?drive/v\d/(?P<what>files|drives|about|changes)(?:/(?P<file>[^/]+))?(?P<rest>.*)"
)
_VERB = re.compile(rf":({'|'.join((*READING_POSTS, *SETTING_POSTS, 'append', 'copyTo', 'batchGet'))})$")
_IN_FOLDER = re.compile(r"'([^']+)' in parents")


@dataclass(frozen=True, slots=True)
class Call:
    """One request as it goes out; ``label`` names it in the log without ranges or values."""

    method: str
    url: str
    kind: str
    label: str
    file: str
    place: str  # the file, or the folder it is listed or made in: what an account may have no access to
    repeatable: bool
    options: Mapping[str, Any] = field(repr=False)
    requests: tuple[Any, ...] = field(default=(), repr=False)

    @property
    def sent(self) -> int:
        return len(self.options.get("data") or b"")


def describe(method: str, url: str, options: Mapping[str, Any], once: bool = False) -> Call:
    """The call, with its JSON encoded small: Thai takes half of what \\uXXXX takes."""
    method, path, body = method.upper(), unquote(urlsplit(url).path), options.get("json")
    sheets, drive = _SHEETS.fullmatch(path), _DRIVE.fullmatch(path)
    found = sheets or drive
    file, rest = (found["file"] or "", found["rest"]) if found else ("", "")
    verb = _VERB.search(rest)
    action = verb[1] if verb else ""
    requests = (
        tuple(body.get("requests", ())) if isinstance(body, Mapping) and action == "batchUpdate" else ()
    )
    if sheets:
        what, kind = "spreadsheets", READS if method == "GET" or action in READING_POSTS else WRITES
        repeatable = kind == READS or _sets(method, rest, action, requests)
    else:
        what, kind = drive["what"] if drive else "other", DRIVE
        repeatable = method in ("GET", "PATCH", "PUT") or rest == "/permissions"
    label = f"{method} {what}{'/…' if file else ''}{_shape(rest, action)}"
    # A shared drive and the folder of the same id are asked for apart: one may be missing without the other.
    place = f"drive {file}" if drive and drive["what"] == "drives" else file
    place = place or _folder(options.get("params"), body)
    return Call(method, url, kind, label, file, place, repeatable and not once, _encoded(options), requests)


def _sets(method: str, rest: str, action: str, requests: tuple[Any, ...]) -> bool:
    if requests:
        return all(ABSOLUTE.issuperset(request) for request in requests)
    return method == "PUT" or ("/values" in rest and action in SETTING_POSTS)


def _shape(rest: str, action: str) -> str:
    """The path after the file, without the range or id in it."""
    parts = [part for part in re.split(r"[/:]", rest)[1:2] if part and part != action]
    return "".join(f"/{part}" for part in parts) + (f":{action}" if action else "")


def _folder(params: Any, body: Any) -> str:
    """The folder that a listing or a creation speaks of."""
    asked = _IN_FOLDER.search(str(params.get("q", ""))) if isinstance(params, Mapping) else None
    if asked:
        return asked[1]
    parents = body.get("parents") if isinstance(body, Mapping) else None
    return str(parents[0]) if parents else ""


def _encoded(options: Mapping[str, Any]) -> Mapping[str, Any]:
    if options.get("json") is None:
        return options
    text = json.dumps(options["json"], ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    headers = {**(options.get("headers") or {}), "Content-Type": "application/json; charset=utf-8"}
    return {**options, "json": None, "data": text.encode("utf-8", "replace"), "headers": headers}
