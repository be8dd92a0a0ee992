"""Indicators: one division of exact sums, with n of N, level, target and colour (docs/indicators.md)."""

from service.core.indicators.evaluate import evaluate as evaluate
from service.core.indicators.evaluate import evaluate_round as evaluate_round
from service.core.indicators.evaluate import figures_of as figures_of
from service.core.indicators.exact import band_of as band_of
from service.core.indicators.exact import rounded as rounded
from service.core.indicators.units import Collected as Collected
from service.core.indicators.units import error_masks as error_masks
from service.core.results import Result as Result
