"""The closed little language of rules and indicators: parsed to a tree, run on whole columns.

``parse`` accepts names, numbers, strings, comparison, ``+ - * /``, ``and or not`` and the functions
of ``functions.FUNCTIONS``; nothing else exists in it, so a form cannot do harm. Never ``eval``.
The language is described in docs/expressions.md. Inside: text.py cuts the text into tokens, parser.py (with
arguments.py, hints.py) makes the tree of nodes.py, uses.py says what it asks for, compile.py turns it into
nested functions, run.py runs them, arithmetic.py and exact.py do the counting.
"""

from service.core.expressions.nodes import Expression as Expression
from service.core.expressions.nodes import Kind as Kind
from service.core.expressions.parser import ExpressionError as ExpressionError
from service.core.expressions.parser import parse as parse
from service.core.expressions.run import Aggregator as Aggregator
from service.core.expressions.run import Columns as Columns
from service.core.expressions.run import run as run
