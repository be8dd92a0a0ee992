"""Google's discovery documents: which methods there are, and which one a request calls."""

import json
import re
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import unquote

Json = dict[str, Any]
NAMES = ("sheets.v4", "drive.v3", "drive.v2")
"""drive.v2 for one call of gspread's: import_csv."""


@dataclass(frozen=True, slots=True, eq=False)
class Api:
    """One document."""

    name: str
    schemas: Json
    parameters: Json

    def resolve(self, schema: Json) -> Json:
        found: Json = self.schemas[schema["$ref"]] if "$ref" in schema else schema
        return found


@dataclass(frozen=True, slots=True, eq=False)
class Method:
    """One way to one method; ``upload`` when the content comes with it."""

    api: Api
    id: str
    verb: str
    path: re.Pattern[str]
    parameters: Json
    request: str
    response: str
    media: bool
    upload: bool


@cache
def api(name: str) -> tuple[Api, tuple[Method, ...]]:
    package = find_spec("googleapiclient")
    assert package and package.submodule_search_locations, "pip install google-api-python-client"
    folder = Path(package.submodule_search_locations[0], "discovery_cache", "documents")
    document = json.loads((folder / f"{name}.json").read_text("utf-8"))
    described = Api(name, document["schemas"], document["parameters"])
    return described, tuple(_methods(described, document, document["servicePath"]))


def _methods(described: Api, resource: Json, base: str) -> list[Method]:
    found = []
    for below in resource.get("resources", {}).values():
        for method in below.get("methods", {}).values():
            path = "/" + base + method.get("flatPath", method["path"])
            found.append(_method(described, method, path, upload=False))
            protocols = method.get("mediaUpload", {}).get("protocols", {})
            found += [_method(described, method, item["path"], upload=True) for item in protocols.values()]
        found += _methods(described, below, base)
    return found


def _method(described: Api, method: Json, path: str, upload: bool) -> Method:
    return Method(
        api=described,
        id=method["id"],
        verb=method["httpMethod"],
        path=_pattern(path),
        parameters=method.get("parameters", {}),
        request=method.get("request", {}).get("$ref", ""),
        response=method.get("response", {}).get("$ref", ""),
        media=bool(method.get("supportsMediaDownload")),
        upload=upload,
    )


def _pattern(template: str) -> re.Pattern[str]:
    """A range may hold a colon, an id never does: `ID:batchUpdate` is no id."""
    parts = re.split(r"\{(\w+)\}", template)
    for place in range(1, len(parts), 2):
        parts[place] = (
            f"(?P<{parts[place]}>[^/]+)" if parts[place] == "range" else f"(?P<{parts[place]}>[^/:]+)"
        )
    parts[::2] = [re.escape(part) for part in parts[::2]]
    return re.compile("".join(parts))


@cache
def _methods_by_plainness() -> list[Method]:
    """`files/trash` before `files/{fileId}`."""
    every = [method for name in NAMES for method in api(name)[1]]
    return sorted(every, key=lambda method: method.path.groups)


def find(verb: str, path: str) -> tuple[Method, dict[str, str]] | None:
    """The method a request calls, with the values in its path; None when Google has no such method."""
    for method in _methods_by_plainness():
        if method.verb == verb and (match := method.path.fullmatch(path)):
            return method, {name: unquote(text) for name, text in match.groupdict().items()}
    return None
