"""Why a question is not asked: what its ``relevant``, and that of its group, rest on."""

from service.core.expressions.nodes import Expression
from service.core.schema import Field, Form


def conditions_of(form: Form, item: Field) -> list[Expression]:
    """The conditions under which the field is asked."""
    of_group = form.group(item.group).relevant if item.group else None
    return [condition for condition in (item.relevant, of_group) if condition is not None]


def deciding_answers(form: Form, item: Field) -> list[Field]:
    """The fields whose answers decide whether this one is asked, in the form's order."""
    names = {name for condition in conditions_of(form, item) for name in condition.names}
    return [field for field in form.fields if field.name in names]


def asks_the_register(form: Form, item: Field) -> bool:
    """Whether the register decides it, alone or beside the school's own answers."""
    return any(condition.of_register for condition in conditions_of(form, item))


def asks_the_round(form: Form, item: Field) -> bool:
    """Whether it is asked in some rounds and not in others, alone or beside whatever else decides."""
    return any(condition.of_round for condition in conditions_of(form, item))


def irrelevant_code(form: Form, item: Field) -> str:
    """Which words of the catalogue say that an answer is not wanted."""
    register, of_round = asks_the_register(form, item), asks_the_round(form, item)
    if not deciding_answers(form, item):
        return (
            "irrelevant_value" if not of_round else "irrelevant_outside" if register else "irrelevant_round"
        )
    if of_round:
        return "irrelevant_any"
    return "irrelevant_either" if register else "irrelevant_answer"
