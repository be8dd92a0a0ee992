"""The data of a form as a YAML file in the order and style of sheet_schemas/quick_policy.yaml."""

import io
import re
from collections.abc import Iterable
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from service.definitions.workbook_schema import Place, root

FIRST_LINE = "# yaml-language-server: $schema=form.schema.json\n"
ORDERS = {
    ("schema", "fields"): (
        "name",
        "group",
        "type",
        "format",
        "kind",
        "title",
        "description",
        "unit",
        "relevant",
        "trueValues",
        "falseValues",
        "constraints",
    ),
    ("groups",): ("id", "number", "dimension", "relevant", "title"),
    ("indicators",): (
        "id",
        "group",
        "title",
        "numerator",
        "denominator",
        "numerator_title",
        "denominator_title",
        "unit",
        "factor",
        "decimals",
        "direction",
        "missing",
        "min_coverage",
        "target",
        "rubric",
        "legend",
        "near_target",
    ),
}
"""The order of keys where it is not that of the JSON Schema."""
UNUSUAL = re.compile(r"[^\x20-\x7e\u00a0-\u2027\u202a-\uffef\U00010000-\U0010ffff]")
"""Letters that YAML keeps only in double quotes: line ends of every kind, and what cannot be seen."""
INDICATORS = "?-:"
"""First letters that mean something else in some places, and that the writer forgets there."""
BLOCKS = (
    (),
    ("form",),
    ("form", "title"),
    ("form", "instructions"),
    ("groups",),
    ("schema",),
    ("schema", "fields"),
    ("schema", "foreignKeys"),
    ("rules",),
    ("rules", 0),
    ("rules", 0, "message"),
    ("indicators",),
    ("indicators", 0),
    ("indicators", 0, "title"),
    ("exports", 0),
    ("exports", 0, "columns"),
    ("report",),
)
"""What is laid out over several lines; all else stands on one."""


def form_text(data: Any) -> str:
    """The text of a form file; reading it gives the same data."""
    yaml = YAML(typ="rt")
    yaml.width = 1_000_000
    yaml.allow_unicode = True
    yaml.indent(mapping=2, sequence=4, offset=2)
    styled = _styled(data, root(), ())
    for key in list(styled)[2:]:
        styled.yaml_set_comment_before_after_key(key, before="\n")
    stream = io.StringIO()
    yaml.dump(styled, stream)
    lines = (line.rstrip() if line.strip() in ("", "#") else line for line in stream.getvalue().splitlines())
    return FIRST_LINE + "\n".join("" if line == "#" else line for line in lines) + "\n"


def _styled(value: Any, place: Place, path: tuple[str | int, ...]) -> Any:
    if isinstance(value, dict):
        keys = _ordered(value, place, path)
        made = CommentedMap((_safe(key), _styled(value[key], place.key(key), (*path, key))) for key in keys)
        return _laid_out(made, path)
    if isinstance(value, list):
        return _laid_out(CommentedSeq([_styled(item, place.item(), (*path, 0)) for item in value]), path)
    if path in (("form", "version"), ("form", "review_by")) or path[:2] == ("form", "valid"):
        return DoubleQuotedScalarString(value)
    return _safe(value)


def _safe(value: Any) -> Any:
    """A text in quotes where the writer of YAML would not see that it needs them."""
    if isinstance(value, str) and (not value or value[0] in INDICATORS or UNUSUAL.search(value)):
        return DoubleQuotedScalarString(value)
    return value


def _laid_out(made: Any, path: tuple[str | int, ...]) -> Any:
    top_level_list = len(path) == 1 and isinstance(made, CommentedSeq)
    if made and (path in BLOCKS or top_level_list):
        made.fa.set_block_style()
    else:
        made.fa.set_flow_style()
    return made


def _ordered(value: dict[str, Any], place: Place, path: tuple[str | int, ...]) -> Iterable[str]:
    known = ORDERS.get(tuple(step for step in path if isinstance(step, str)), ()) if path[-1:] == (0,) else ()
    order = [*known, *place.keys]
    return sorted(value, key=lambda key: order.index(key) if key in order else len(order))
