"""Tokens to a tree, by the grammar of docs/expressions.md; kinds are checked on the way.

One method a rule of the grammar, each reading as far as its rule goes.
"""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any, NoReturn

from service.core.expressions import functions as f
from service.core.expressions import nodes as n
from service.core.expressions.arguments import (
    INSTEAD,
    Part,
    check_arguments,
    refuse_patterns,
    result_kind,
    spread,
    unquoted,
    want,
)
from service.core.expressions.compile import compiled
from service.core.expressions.hints import nearest as nearest
from service.core.expressions.hints import no_field, no_function, quoted
from service.core.expressions.text import MAX_LEVELS, MAX_NODES, Token, tokens
from service.core.expressions.text import ExpressionError as ExpressionError
from service.core.expressions.uses import uses_of
from service.core.expressions.words_th import KINDS_TH

COMPARISONS = ("<", "<=", ">", ">=", "==", "!=")
TRUTHS = {"true": True, "false": False, "True": True, "False": False}
WORDS = frozenset({"and", "or", "not", "this", "true", "false"})
"""Words that cannot be names of fields."""
WHEN = ("ให้เขียน when(เงื่อนไข, ค่าถ้าจริง, ค่าถ้าไม่จริง)", "write when(condition, then, otherwise)")
FOREIGN_WORDS = {
    "if": WHEN,
    "else": WHEN,
    "in": ("ให้เขียน a == 'x' or a == 'y'", "write a == 'x' or a == 'y'"),
    "is": ("ให้เขียน ==", "write =="),
    "AND": ("ให้เขียน and", "write and"),
    "OR": ("ให้เขียน or", "write or"),
    "NOT": ("ให้เขียน not", "write not"),
}
"""Words of other languages, and what to write instead: Thai, English."""
DEEP = ("ซ้อนกันลึกเกินไป ให้แยกเป็นหลายกฎ", "nested too deeply: split it into several rules")


def parse(
    text: str,
    kinds: Mapping[str, n.Kind],
    gives: n.Kind,
    aggregate: bool = False,
    this: str | None = None,
    *,
    exact: bool = False,
) -> n.Expression:
    """Parse ``text`` whose names are the keys of ``kinds`` (in the form's order), giving a ``gives``.

    With ``aggregate`` the expression adds up respondents: sum(x) and count(condition). ``this`` is the
    field that the word ``this`` stands for. ``exact`` is for one respondent's figures that people read: no
    binary step, as with ``aggregate``. Raises ExpressionError, for hostile text too, at once.
    """
    part = Parser(text, kinds, aggregate, this).whole()
    if part.kind != gives:
        do_th, do = INSTEAD[gives]
        raise ExpressionError(
            f"สูตรนี้ได้{KINDS_TH[part.kind]} แต่ตรงนี้ต้องเป็น{KINDS_TH[gives]} {do_th}",
            f"this gives a {part.kind}, but a {gives} is wanted here; {do}",
            part.column,
        )
    uses = uses_of(part.node)
    return n.Expression(
        text=text,
        root=part.node,
        kind=part.kind,
        names=uses.named("field"),
        needed=uses.needed("field"),
        previous=uses.needed("previous"),
        usual=uses.needed("usual"),
        facts=uses.named("fact"),
        needed_facts=uses.needed("fact"),
        counted=uses.counted,
        of_round=bool(uses.named("round")),
        of_register=bool(uses.named("register") | uses.named("fact")),
        program=compiled(part.node, exact=aggregate or exact),
    )


class Parser:
    """Reads the tokens of one text once. Raises ExpressionError."""

    def __init__(self, text: str, kinds: Mapping[str, n.Kind], aggregate: bool, this: str | None) -> None:
        self.kinds = kinds
        self.aggregate = aggregate
        self.this = this
        self.outside = aggregate  # of every sum(…) and count(…) over respondents
        self.open = 0
        self.size = 0
        self.rest = tokens(text)[::-1]

    def whole(self) -> Part:
        part = self.expression()
        if self.next.kind != "end":
            self.refuse("เครื่องหมาย เช่น + หรือ and", "an operator, as + or and,")
        return part

    # -- tokens -----------------------------------------------------------------------------------

    @property
    def next(self) -> Token:
        return self.rest[-1]

    def at(self, *words: str) -> bool:
        return self.next.kind in ("sign", "name") and self.next.text in words

    def taken(self, *words: str) -> Token | None:
        return self.rest.pop() if self.at(*words) else None

    def refuse(self, thai: str, english: str) -> NoReturn:
        """Raise for the next token, which is not what is wanted here."""
        token = self.next
        if token.kind == "name" and token.text in FOREIGN_WORDS:
            do_th, do = FOREIGN_WORDS[token.text]
            raise ExpressionError(
                f"ใช้ {token.text} ในสูตรไม่ได้ {do_th}",
                f"{token.text} has no meaning here: {do}",
                token.column,
            )
        found_thai, found = f"พบ {quoted(token.text)}", quoted(token.text)
        if token.kind == "end":
            found_thai, found = "สูตรจบแล้ว", "the end"
        raise ExpressionError(
            f"ตรงนี้ต้องมี{thai} แต่{found_thai} จึงอ่านเป็นสูตรไม่ได้ ให้เขียนอย่าง a <= b + 1",
            f"{english} is wanted here, not {found}: this is not an expression; "
            "write for example: a <= b + 1",
            token.column,
        )

    # -- the grammar ------------------------------------------------------------------------------

    def expression(self) -> Part:
        return self.logic("or", self.conjunction)

    def conjunction(self) -> Part:
        return self.logic("and", self.negation)

    def logic(self, op: Any, inner: Callable[[], Part]) -> Part:
        parts = [inner()]
        while self.taken(op):
            parts.append(inner())
        if len(parts) == 1:
            return parts[0]
        for part in parts:
            want("truth", part)
        return self.made(n.Logic(op, tuple(part.node for part in parts)), "truth", parts)

    def negation(self) -> Part:
        sign = self.taken("not")
        return self.unary("not", "truth", sign, self.negation) if sign else self.comparison()

    def comparison(self) -> Part:
        left = self.additive()
        pairs: list[Part] = []
        while self.at(*COMPARISONS) and self.next.kind == "sign":
            sign = self.rest.pop()
            if self.outside:
                raise ExpressionError(
                    "ตรงนี้รวมคำตอบของผู้กรอกทุกราย ได้เป็นตัวเลข ให้เทียบไว้ข้างใน count(…)",
                    "a figure is a number: compare inside count(…)",
                    sign.column,
                )
            right = self.additive()
            pairs.append(self.pair(sign.text, left, right))
            left = right
        if len(pairs) <= 1:
            return pairs[0] if pairs else left
        return self.made(n.Logic("and", tuple(pair.node for pair in pairs)), "truth", pairs)

    def pair(self, sign: Any, left: Part, right: Part) -> Part:
        if left.kind != right.kind:
            do_th, do = unquoted(left, right)
            raise ExpressionError(
                f"เทียบ{KINDS_TH[left.kind]}กับ{KINDS_TH[right.kind]}ไม่ได้ {do_th}",
                f"a {left.kind} cannot be compared with a {right.kind}; {do}",
                right.column,
            )
        if left.kind != "number" and sign not in ("==", "!="):
            raise ExpressionError(
                f"{KINDS_TH[left.kind]}เทียบได้เฉพาะด้วย == และ != ให้ใช้ == หรือ !=",
                f"a {left.kind} can only be compared with == and !=; use == or != here",
                right.column,
            )
        return self.made(n.Compare(sign, left.node, right.node), "truth", (left, right))

    def additive(self) -> Part:
        return self.chain(("+", "-"), self.product)

    def product(self) -> Part:
        return self.chain(("*", "/"), self.factor)

    def chain(self, signs: tuple[str, str], inner: Callable[[], Part]) -> Part:
        left = inner()
        while sign := self.taken(*signs):
            want("number", left)
            right = want("number", inner())
            op: Any = sign.text
            left = self.made(n.Binary(op, left.node, right.node), "number", (left, right))
        return left

    def factor(self) -> Part:
        sign = self.taken("-")
        return self.unary("-", "number", sign, self.factor) if sign else self.atom()

    def unary(self, op: Any, kind: n.Kind, sign: Token, inner: Callable[[], Part]) -> Part:
        self.open += 1
        if self.open > MAX_LEVELS:
            raise ExpressionError(*DEEP, sign.column)
        operand = want(kind, inner())
        self.open -= 1
        return self.made(n.Unary(op, operand.node), kind, (operand,))._replace(column=sign.column)

    def atom(self) -> Part:
        token = self.next
        if token.kind == "number":
            self.rest.pop()
            return self.leaf(n.Number(Decimal(token.text)), "number", token)
        if token.kind == "text":
            self.rest.pop()
            return self.leaf(n.String(token.text), "text", token)
        if self.taken("("):
            part = self.expression()
            self.close()
            return part
        if token.kind != "name" or token.text in FOREIGN_WORDS or token.text in ("and", "or", "not"):
            self.refuse("ค่าหรือชื่อช่อง", "a value")
        self.rest.pop()
        return self.call(token) if self.taken("(") else self.name(token)

    def close(self) -> None:
        if not self.taken(")"):
            self.refuse("วงเล็บปิด )", "a closing )")

    # -- names and functions ----------------------------------------------------------------------

    def name(self, token: Token) -> Part:
        if token.text in TRUTHS:
            return self.leaf(n.Truth(TRUTHS[token.text]), "truth", token)
        name = self.this if token.text == "this" and self.this is not None else token.text
        if name not in self.kinds:
            raise ExpressionError(*no_field(name, self.kinds), token.column)
        kind = self.kinds[name]
        if self.outside:
            total = "sum" if kind == "number" else "count"
            raise ExpressionError(
                f"ให้เขียน {total}({name}) หรือ count(…) เพราะตรงนี้รวมคำตอบของผู้กรอกทุกราย",
                f"write {total}({name}) or count(…): a figure adds up respondents",
                token.column,
            )
        return self.leaf(n.Name(name, kind), kind, token)

    def call(self, token: Token) -> Part:
        name, aggregate = token.text, self.outside
        known = f.AGGREGATES if aggregate else f.FUNCTIONS
        if name not in known or (self.aggregate and name in f.ROW_ONLY):
            raise ExpressionError(*no_function(name, known, self.kinds), token.column)
        self.outside = False
        written = self.arguments(token)
        self.outside = aggregate
        if aggregate:
            refuse_patterns(token, written)
        arguments = written if aggregate else spread(name, written, self.kinds)
        check_arguments(token, known[name], written, arguments)
        kind = result_kind(token, known[name], arguments)
        node = n.Call(name, tuple(part.node for part in arguments), aggregate)
        self.size += len(arguments) - len(written)
        return self.made(node, kind, arguments)._replace(column=token.column)

    def arguments(self, token: Token) -> list[Part]:
        parts: list[Part] = []
        while not self.at(")"):
            if len(parts) == f.MANY:
                raise ExpressionError(
                    f"{token.text}() รับได้ไม่เกิน {f.MANY} ค่า ให้เขียนให้น้อยลง",
                    f"{token.text}() takes at most {f.MANY} values; write fewer",
                    self.next.column,
                )
            parts.append(self.expression())
            if not self.taken(","):
                break
        self.close()
        return parts

    # -- nodes ------------------------------------------------------------------------------------

    def leaf(self, node: n.Node, kind: n.Kind, token: Token) -> Part:
        self.size += 1
        return Part(node, kind, token.column, 1)

    def made(self, node: n.Node, kind: n.Kind, parts: Sequence[Part]) -> Part:
        self.size += 1
        column = parts[0].column if parts else 1
        depth = 1 + max((part.depth for part in parts), default=0)
        if depth > MAX_LEVELS:
            raise ExpressionError(*DEEP, self.next.column)
        if self.size > MAX_NODES:
            raise ExpressionError(
                f"สูตรนี้ใช้เกิน {MAX_NODES} ช่อง ให้เขียนแบบของชื่อให้แคบลง",
                f"this names more than {MAX_NODES} fields: narrow its patterns",
                self.next.column,
            )
        return Part(node, kind, column, depth)
