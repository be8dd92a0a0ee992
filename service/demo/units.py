"""The groups of the demo's office: the kinds that every area office has, with codes that are made up."""

from service.demo.tables import table


def demo_units() -> list[dict[str, str]]:
    """All units in the columns of the file for `tidtam register import --units`; the same at every call."""
    return [dict(row) for row in table("units.csv")]
