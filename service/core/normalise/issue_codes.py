"""The stable names of everything that can be wrong with one cell.

The sentence a school reads is written elsewhere; here is what each code means to a developer.
"""

from types import MappingProxyType

CODE_MEANINGS = MappingProxyType(
    {
        # Missing, with a question (outcome warn_missing)
        "dash_missing": "a lone dash or row of dots: missing, perhaps zero was meant",
        "no_data_word": "a word that says there is no figure (yet)",
        # Not applicable
        "must_be_answered": "“ไม่เกี่ยวข้อง” where the form says that the question concerns everybody",
        # Any typed kind
        "formula_error": "the formula in the cell fails (#REF!, #N/A ...)",
        "formula_text": "text that looks like a formula in a typed field",
        # Numbers
        "not_a_number": "no number can be read",
        "bad_separator": "commas or points that are not groups of three digits and one decimal point",
        "two_numbers": "more than one number in a cell",
        "letter_in_number": "a letter among the digits, such as l for 1 or O for 0",
        "not_whole": "a fraction where only whole numbers make sense",
        "negative": "below zero where that makes no sense",
        "too_large": "more than 15 significant digits: Google Sheets itself cannot hold them",
        "date_in_number": "Google Sheets turned what was typed (1/2) into a date",
        "percent_in_number": "a percentage in a field that is not a percentage",
        "money_unit": "an amount in millions so large that baht were meant",
        # Percentages
        "percent_over_100": "a percentage above 100",
        "percent_comma": "a comma as decimal point in a percentage",
        "percent_range": "two ends of a range instead of a result",
        "percent_target": "a target (≥ 80) instead of a result",
        # Levels
        "level_out_of_range": "a whole number outside the levels 1 to 5",
        "other_scale_label": "a label of another rating scale",
        "scale_out_of_range": "a whole number that the scale does not have",
        # Dates
        "date_incomplete": "the day, the month or the year is not there",
        "date_impossible": "a day or month that does not exist",
        "date_year": "a year that is neither B.E. nor C.E. or that may be either",
        "two_dates": "more than one day in a cell",
        "not_a_date": "no date can be read",
        # Years and periods
        "fiscal_year_academic": "an academic year or term in a fiscal-year field",
        "fiscal_year_window": "a year more than three away from the open cycle",
        "not_a_fiscal_year": "no year can be read",
        "not_a_period": "no quarter, round or term can be read",
        "period_year": "a period of a year other than the open cycle",
        # School codes and names
        "code_scientific": "a code that a program shortened to 1.03E+09: the digits are lost",
        "code_letter": "something other than digits in a school code",
        "code_length": "a code that has not 10, 8 or 6 digits",
        "code_unknown": "a well-formed code of no school in the register",
        "name_ambiguous": "a name held by more than one school: ask for the code",
        "name_unknown": "a name of no school in the register",
        # The rest
        "not_a_link": "not one web address",
        "not_a_phone": "not one Thai telephone number",
        "not_an_email": "not one e-mail address",
        "not_a_choice": "none of the choices of the list",
        "code_not_listed": "a code that is not in its list",
        "code_lapsed": "a code of the list that does not hold in the round's period",
        "codes_not_listed": "of several codes one that is not in the list",
        "codes_lapsed": "of several codes one that does not hold in the round's period",
        "codes_too_many": "more codes in one cell than anybody means",
        "not_finished": "“being done” where done or not done is asked",
        "not_yes_no": "neither yes nor no",
    }
)

CODES: frozenset[str] = frozenset(CODE_MEANINGS)
