"""What a form is, once its file in sheet_schemas/ has been read: plain, frozen data.

The words are those of Frictionless Table Schema (field, type, constraints), XLSForm (relevant,
constraint, message) and DHIS2 (indicator, numerator, denominator, factor, target, legend).
"""

from service.core.schema.exports import REMARKS as REMARKS
from service.core.schema.exports import Export as Export
from service.core.schema.exports import ExportColumn as ExportColumn
from service.core.schema.fields import BOOLEAN_KINDS as BOOLEAN_KINDS
from service.core.schema.fields import CODE_KINDS as CODE_KINDS
from service.core.schema.fields import MONEY_UNITS as MONEY_UNITS
from service.core.schema.fields import NUMERIC_KINDS as NUMERIC_KINDS
from service.core.schema.fields import OF_REGISTER as OF_REGISTER
from service.core.schema.fields import RESPONDENT_KINDS as RESPONDENT_KINDS
from service.core.schema.fields import TABLE_TYPES as TABLE_TYPES
from service.core.schema.fields import TEXT_KINDS as TEXT_KINDS
from service.core.schema.fields import Align as Align
from service.core.schema.fields import Code as Code
from service.core.schema.fields import Constraints as Constraints
from service.core.schema.fields import Field as Field
from service.core.schema.fields import Group as Group
from service.core.schema.fields import Reference as Reference
from service.core.schema.fields import Text as Text
from service.core.schema.form import RESPONDENT_WORDS as RESPONDENT_WORDS
from service.core.schema.form import Form as Form
from service.core.schema.form import Layout as Layout
from service.core.schema.form import ReportSpec as ReportSpec
from service.core.schema.form import RespondentKind as RespondentKind
from service.core.schema.form import RowsFrom as RowsFrom
from service.core.schema.indicators import BREAKDOWNS as BREAKDOWNS
from service.core.schema.indicators import DEFAULT_BREAKDOWNS as DEFAULT_BREAKDOWNS
from service.core.schema.indicators import Band as Band
from service.core.schema.indicators import Indicator as Indicator
from service.core.schema.indicators import Milestone as Milestone
from service.core.schema.indicators import Mixed as Mixed
from service.core.schema.indicators import Part as Part
from service.core.schema.indicators import Rating as Rating
from service.core.schema.indicators import Scope as Scope
from service.core.schema.indicators import Target as Target
from service.core.schema.row_rules import RowRule as RowRule
from service.core.schema.rules import MissingPolicy as MissingPolicy
from service.core.schema.rules import Rule as Rule
from service.core.schema.rules import Severity as Severity
from service.core.schema.rules import written_as as written_as
from service.core.schema.tables import PercentTable as PercentTable
