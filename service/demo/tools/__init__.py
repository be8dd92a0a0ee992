"""What respondents of the demo answer in each form, and which mistakes some of them make.

A form has its **generator** in the module of its name here::

    def rows(case: Case, period: str, before: list[Answers]) -> list[Answers]

``period`` is "M6", "Q2" …; ``before`` are the rows this same respondent gave in the round before ([] in
its first), so that running totals never fall and rows keep their keys. One row for card and table, any
number for a list. Answers are by field, without the respondent's own code; what does not concern the
respondent is absent. A row breaks no rule, asks for no reason and leaves nothing required blank. Dice:
``case.rng`` alone. Where a form refers to another one, ``true_rows("projects", case.school, period)`` says
what the same respondent answers there.

Its **planted mistakes** stand in ``service/demo/planted/<form>.csv`` (service.demo.mistakes says how).
``tests/tools`` proves both, in every layout and over two rounds: read ``tests/tools/README.md``.
"""

from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from importlib.resources import files
from random import Random

from service.demo.case import Answers, Case, code_of

Rows = Callable[[Case, str, list[Answers]], list[Answers]]
SEED = 2566
ORDERS = (("Q1", "Q2", "Q3", "Q4"), ("M6", "M12"), ("R1", "R2"), ("AD", "AD2"), ("HP", "EP"), ("PY", "PY"))
"""The rounds that follow each other; a form of other rounds says ``PERIODS`` in its module."""
DISTRICT_SPREAD, OWN_SPREAD = 0.15, 0.2


@cache
def form_ids() -> tuple[str, ...]:
    """The forms that have a generator."""
    names = (entry.name for entry in files(__name__).iterdir())
    return tuple(
        sorted(name.removesuffix(".py") for name in names if name.endswith(".py") and name[0] != "_")
    )


def generator(form_id: str) -> Rows:
    """The generator of a form. Raises LookupError naming the file to write."""
    if form_id not in form_ids():
        raise LookupError(
            f"service/demo/tools/{form_id}.py is not there: write rows(case, period, before) in it"
        )
    made: Rows = import_module(f"{__name__}.{form_id}").rows
    return made


def case_of(form_id: str, respondent: Mapping[str, str], period: str, seed: int = SEED) -> Case:
    """A respondent as the generator of this form sees it: some districts and schools do better."""
    district = Random(f"{seed}/{respondent.get('district', '')}/{form_id}")
    own = Random(f"{seed}/{code_of(respondent)}/{form_id}")
    quality = 0.7 + district.uniform(-DISTRICT_SPREAD, DISTRICT_SPREAD) + own.uniform(-OWN_SPREAD, OWN_SPREAD)
    dice = Random(f"{seed}/{code_of(respondent)}/{form_id}/{period}")
    return Case(dict(respondent), min(max(quality, 0.05), 0.98), dice)


def next_rows(
    form_id: str, respondent: Mapping[str, str], period: str, before: list[Answers]
) -> list[Answers]:
    """What a respondent truly answers in a period, having answered ``before`` in the one before."""
    return generator(form_id)(case_of(form_id, respondent, period), period, [dict(row) for row in before])


def true_rows(form_id: str, respondent: Mapping[str, str], period: str) -> list[Answers]:
    """What a respondent that never missed a round truly answers in this period."""
    made: list[Answers] = []
    for each in periods_to(form_id, period):
        made = next_rows(form_id, respondent, each, made)
    return made


def periods_to(form_id: str, period: str) -> tuple[str, ...]:
    """The rounds of a form in their order, up to this one."""
    own = getattr(import_module(f"{__name__}.{form_id}"), "PERIODS", ())
    order = own or next((order for order in ORDERS if period in order), (period,))
    return tuple(order[: order.index(period) + 1])
