"""What Google's document says of conditions in prose: how many values each kind takes, and where it may stand."""

from .documents import Api, Json

COUNTS = {
    "Requires no ": (0, 0),
    "Requires a single ": (1, 1),
    "Requires exactly two ": (2, 2),
    "Requires at least one ": (1, 500),
    "Supports zero, one or two ": (0, 2),
}
USES = {
    "DataValidationRule.condition": "data validation",
    "BooleanRule.condition": "conditional formatting",
}


def _described(api: Api) -> dict[str, str]:
    words = api.schemas["BooleanCondition"]["properties"]["type"]
    return dict(zip(words["enum"], words["enumDescriptions"], strict=True))


def count_rule(api: Api) -> Json:
    """For a BooleanCondition: as many values as its kind wants."""
    choices = []
    for kind, text in _described(api).items():
        least, most = next((count for phrase, count in COUNTS.items() if phrase in text), (0, 500))
        values = {"minItems": least, "maxItems": most}
        choice: Json = {"properties": {"type": {"enum": [kind]}, "values": values}}
        choices.append(choice | ({"required": ["values"]} if least else {}))
    return {"anyOf": choices, "$comment": "has not the number of values that its type wants"}


def use_rule(api: Api, place: str) -> list[Json]:
    """For a place where a condition stands: only the kinds that Google supports there."""
    if place not in USES:
        return []
    kinds = [kind for kind, text in _described(api).items() if USES[place] in text]
    return [
        {"properties": {"type": {"enum": kinds}}, "$comment": f"has a type that is not for {USES[place]}"}
    ]
