"""What the little language takes, and what it says where it is written wrongly."""

from decimal import Decimal

import pytest

from service.core.expressions import ExpressionError, parse
from service.core.expressions import nodes as n

KINDS: dict[str, n.Kind] = {"p1_all": "number", "p1_read": "number", "plan": "truth", "note": "text"}
A, B = n.Name("p1_all", "number"), n.Name("p1_read", "number")


def refusal(text: str, gives: n.Kind = "truth", aggregate: bool = False) -> ExpressionError:
    with pytest.raises(ExpressionError) as caught:
        parse(text, KINDS, gives, aggregate)
    return caught.value


@pytest.mark.parametrize(
    ("text", "root"),
    [
        ("p1_all + p1_read * 2", n.Binary("+", A, n.Binary("*", B, n.Number(Decimal(2))))),
        ("(p1_all + p1_read) * 2", n.Binary("*", n.Binary("+", A, B), n.Number(Decimal(2)))),
        ("p1_all - p1_read - 2", n.Binary("-", n.Binary("-", A, B), n.Number(Decimal(2)))),
        ("-p1_all / 2", n.Binary("/", n.Unary("-", A), n.Number(Decimal(2)))),
        ("p1_all - -0.1", n.Binary("-", A, n.Unary("-", n.Number(Decimal("0.1"))))),
    ],
)
def test_arithmetic_binds_as_at_school(text: str, root: n.Node) -> None:
    assert parse(text, KINDS, "number").root == root


def test_not_binds_before_and_and_and_before_or() -> None:
    plan = n.Name("plan", "truth")
    root = parse("not plan and plan or plan", KINDS, "truth").root
    assert root == n.Logic("or", (n.Logic("and", (n.Unary("not", plan), plan)), plan))


def test_a_chain_of_comparisons_means_each_of_them() -> None:
    root = parse("0 <= p1_read <= p1_all", KINDS, "truth").root
    zero = n.Number(Decimal(0))
    assert root == n.Logic("and", (n.Compare("<=", zero, B), n.Compare("<=", B, A)))


def test_an_expression_over_several_lines_is_one() -> None:
    assert parse("  sum(p1_all,\n    p1_read)\n", KINDS, "number").root == n.Call("sum", (A, B))
    assert parse("p1_read\n<= p1_all", KINDS, "truth").root == n.Compare("<=", B, A)


def test_names_inside_coalesce_and_given_need_no_value() -> None:
    parsed = parse("coalesce(p1_all, prev(p1_all)) <= p1_read + prev(p1_read) or given(note)", KINDS, "truth")
    assert parsed.names == {"p1_all", "p1_read", "note"}
    assert parsed.needed == {"p1_read"}
    assert parsed.previous == {"p1_read"}


@pytest.mark.parametrize(
    ("text", "column", "words"),
    [
        ("p1_al <= 3", 1, "did you mean 'p1_all'?"),
        ("p1_all <= p1_raed", 11, "did you mean 'p1_read'?"),
        ("note == 'ก ข ค' or p1_raed < 1", 20, "did you mean 'p1_read'?"),
        ("   p1_raed < 1", 4, "did you mean 'p1_read'?"),
        ("plan and\n p1_raed < 1", 11, "did you mean 'p1_read'?"),
        ("p1_all < zzzzzz", 10, "there is no field 'zzzzzz'"),
        ("p1_all < smu(p1_read, 1)", 10, "did you mean 'sum'?"),
        ("p1_all < < 2", 10, "not an expression"),
        ("p1_all < note", 10, "a number cannot be compared with a text"),
        ("note < 'ก'", 8, "a text can only be compared with == and !="),
        ("plan + 1 < 2", 1, "a number is wanted here, this is a truth"),
        ("abs(note) < 1", 5, "a number is wanted here"),
        ("given(1)", 7, "the name of a field"),
        ("has_grade(note)", 11, "a 'text' in quotes"),
        ("when(plan, 1, 'ก') == 1", 1, "of one kind"),
        ("abs(p1_all, 1) < 1", 1, "takes 1 to 1 values"),
        ("p1_all < 1234567890123456", 10, "at most 15 digits"),
        ("p1_all < 0x10", 10, "write a number in digits"),
        ("p1_all < 1 # done", 12, "# has no meaning here"),
        (r"note == 'a\b'", 11, "has no meaning here"),
        ("p1_all = 1", 8, "write == to compare"),
        ("p1_all <> 1", 8, "write !="),
        ("p1_all ≤ 1", 8, "write <="),
        ("note == “ก”", 9, "write straight quotes"),
        ("p1_all – 1 < 2", 8, "write a plain -"),
        ("p1_all < ๕", 10, "write a number in digits 0-9"),
        ("ทั้งหมด < 1", 1, "write names in letters a-z"),
        ("plan && plan", 6, "write and"),
        ("1 if plan else 2", 3, "write when(condition, then, otherwise)"),
        ("note in ('a', 'b')", 6, "write a == 'x' or a == 'y'"),
        ("note == 'ก", 9, "this quote is never closed"),
        ("note == 'a' 'b'", 13, "an operator"),
        ("p1_all < '5'", 10, "write 5 without quotes"),
        ("p1_all < 007", 10, "does not begin with 0"),
        ("p1_all <", 9, "a value is wanted here, not the end"),
        ("(p1_all < 1", 12, "a closing ) is wanted here"),
        ("p1_all(1) < 1", 1, "p1_all is a field, no function"),
        ("sum < 1", 1, "to call the function, write sum(…)"),
        ("has_grade('p1')", 11, "did you mean 'P1'?"),
        ("has_grade('7')", 11, "write one of K, P1"),
        ("sum('p[1-6]_raed') < 1", 5, "no field matches 'p[1-6]_raed'; did you mean 'p1_read'?"),
        ("sum('p*') < 1", 5, "'p*' also means plan, a truth; sum() takes a number: narrow the pattern"),
        ("count('p1*') < 1", 7, "count() takes a truth"),
        ("coalesce('p1*', p1_all) < 1", 1, "of one kind"),
        ("usual(note) < 1", 7, "the name of a field that holds numbers is wanted here"),
        ("usual(p1_all + 1) < 1", 7, "the name of a field that holds numbers is wanted here"),
        ("fact(rooms) < 1", 6, "there is no field 'rooms'"),
        ("fact(note) < 1", 6, "a 'text' in quotes is wanted here"),
        ("fact(' ') < 1", 6, "a 'text' in quotes is wanted here"),
        ("this < 1", 1, "this stands for a rule's own field"),
    ],
)
def test_a_refusal_names_the_place_and_the_remedy(text: str, column: int, words: str) -> None:
    error = refusal(text)
    assert error.column == column
    assert words in str(error) and f"column {column}:" in str(error)


def test_a_hash_inside_a_text_is_only_a_letter() -> None:
    assert parse("note == 'a#b'", KINDS, "truth").root == n.Compare(
        "==", n.Name("note", "text"), n.String("a#b")
    )


def test_a_pattern_is_written_out_in_the_forms_order() -> None:
    wanted = n.Call("sum", (B, A))
    backwards: dict[str, n.Kind] = {"p1_read": "number", "note": "text", "p1_all": "number"}
    parsed = parse("sum('p[1-3]_*')", backwards, "number")
    assert parsed.root == wanted and parsed.names == parsed.needed == {"p1_read", "p1_all"}


def test_one_field_is_enough_for_a_pattern() -> None:
    assert parse("mean('?1_all')", KINDS, "number").root == n.Call("mean", (A,))


def test_an_expression_says_what_it_asks_of_the_register_and_of_earlier_rounds() -> None:
    parsed = parse(
        "this <= fact('rooms') + coalesce(fact('desks'), usual(p1_read))", KINDS, "truth", this="p1_all"
    )
    assert parsed.names == {"p1_all"}
    assert (parsed.facts, parsed.needed_facts) == ({"rooms", "desks"}, {"rooms"})
    assert parsed.usual == frozenset()
    assert parse("this < usual(this)", KINDS, "truth", this="p1_all").usual == {"p1_all"}


@pytest.mark.parametrize(
    ("text", "counted"),
    [("100", False), ("2 * (3 - 1)", False), ("count()", True), ("1 + sum(p1_all)", True)],
)
def test_an_expression_says_whether_it_counts_respondents(text: str, counted: bool) -> None:
    assert parse(text, KINDS, "number", aggregate=True).counted is counted


@pytest.mark.parametrize(
    "text",
    [
        "sum(sum('p1_*'))",
        "sum(when(p1_all > 0, p1_read, 0))",
        "sum(mean('p1_*') / fact('rooms'))",
        "count(count('pl*') >= 1)",
    ],
)
def test_fields_are_worked_out_inside_what_adds_up_respondents(text: str) -> None:
    assert parse(text, KINDS, "number", aggregate=True).counted


@pytest.mark.parametrize(
    ("text", "gives", "words"),
    [
        ("p1_all", "truth", "gives a number, but a truth is wanted"),
        ("plan", "number", "gives a truth, but a number is wanted"),
        ("note", "truth", "gives a text"),
    ],
)
def test_an_expression_of_the_wrong_kind_is_refused(text: str, gives: n.Kind, words: str) -> None:
    assert words in str(refusal(text, gives))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("p1_all", "write sum(p1_all) or count(…)"),
        ("sum(p1_all) + p1_read", "write sum(p1_read)"),
        ("sum(prev(p1_all))", "prev() cannot stand here"),
        ("max(sum(p1_all), 1)", "max() cannot stand here"),
        ("sum(sum(p1_all))", "sum() takes 2 to 40"),
        ("sum(usual(p1_all))", "usual() cannot stand here"),
        ("max(sum(p1_all), 1)", "write it inside sum(…)"),
        ("sum('p1_*')", "write sum(sum('p1_*'))"),
        ("count('plan')", "write sum(count('plan'))"),
        ("plan", "write count(plan)"),
        ("count() > 1", "compare inside count(…)"),
        ("count(p1_all)", "a truth is wanted here"),
    ],
)
def test_a_figure_adds_up_respondents(text: str, words: str) -> None:
    assert words in str(refusal(text, "number", aggregate=True))


@pytest.mark.parametrize(
    "text", [" and ".join(["plan"] * 100), "<".join(["1"] * 400), "1 < " + "-(" * 24 + "1" + ")" * 24]
)
def test_long_but_flat_expressions_stay_allowed(text: str) -> None:
    assert parse(text, KINDS, "truth").kind == "truth"
