"""Paste-ready tables of a checked form file."""

from typing import Any, get_args

from service.core.schema import Export, ExportColumn
from service.core.schema.exports import ColumnSource

SOURCES: tuple[ColumnSource, ...] = get_args(ColumnSource)


def build_exports(data: Any) -> tuple[Export, ...]:
    """The tables in the order of the file."""
    return tuple(
        Export(
            item["id"],
            item["title"],
            tuple(_column(column) for column in item["columns"]),
            tuple(item.get("only", ())),
        )
        for item in data.get("exports") or ()
    )


def sources_of(column: Any) -> list[ColumnSource]:
    """Where the column takes its cells from; a good one has one source. With rows_of, text belongs to it."""
    found = [source for source in SOURCES if source in column]
    return [source for source in found if source != "text"] if "rows_of" in found else found


def _column(item: Any) -> ExportColumn:
    (source,) = sources_of(item)
    value = item["text"] if source == "rows_of" else item[source]
    return ExportColumn(
        heading=item["heading"],
        source=source,
        value=str(value),
        form=item.get("rows_of", ""),
        on=item.get("on", ""),
        numbered=item.get("numbered", False),
        titled=item.get("titles", False),
        total=item.get("total", False),
    )
