"""The closed little language of rules and indicators: parsed to a tree, run on whole columns.

``parse`` accepts names, numbers, strings, comparison, ``+ - * /``, ``and or not`` and the functions
of ``nodes.FUNCTIONS``; nothing else exists in it, so a form cannot do harm. Never ``eval``.
"""

from service.core.expressions.nodes import Expression as Expression
from service.core.expressions.nodes import Kind as Kind
from service.core.expressions.parser import ExpressionError as ExpressionError
from service.core.expressions.parser import parse as parse
from service.core.expressions.run import Aggregator as Aggregator
from service.core.expressions.run import Columns as Columns
from service.core.expressions.run import run as run
