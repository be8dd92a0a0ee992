"""Real exchanges of the service, each broken in one random place: no break goes unseen."""

import json
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from service.emulator.traffic import Exchange
from tests.pipeline.offices import PLAIN_SCHOOLS, running, truthful

from .documents import Api, Json, find
from .samples import Place
from .verdict import judge


@pytest.fixture(scope="module")
def exchanges(tmp_path_factory: pytest.TempPathFactory) -> list[Exchange]:
    """A school's sheet made, filled, swept and answered; everything the service and Google said meanwhile."""
    seen: list[Exchange] = []
    planned = [truthful(school) for school in PLAIN_SCHOOLS[:1]]
    with running(tmp_path_factory.mktemp("office"), planned) as office:
        office.emulator.app.config["TRAFFIC"].observers.append(seen.append)
        office.provision()
        office.fill(planned)
        office.type(planned[0].code, "qp02_lost", "l2")
        office.sweep()
    return [exchange for exchange in seen if exchange.answer]


class Spot(NamedTuple):
    """A field somewhere in a body, and what Google says of it."""

    place: Place
    described: Json


def spots(described: Api, schema: Json, value: Any, place: Place = ()) -> Iterator[Spot]:
    """Every field of which the document knows the name."""
    schema = described.resolve(schema)
    if isinstance(value, list) and "items" in schema:
        for number, item in enumerate(value):
            yield from spots(described, schema["items"], item, (*place, number))
    elif isinstance(value, dict) and "properties" in schema:
        for name, item in value.items():
            yield Spot((*place, name), schema["properties"][name])
            yield from spots(described, schema["properties"][name], item, (*place, name))


def broken(whole: Any, spot: Spot, how: str) -> Any:
    """The body with one field misspelt, of another type, or (an enum's) another word."""
    changed = deepcopy(whole)
    holder = changed
    for step in spot.place[:-1]:
        holder = holder[step]
    name = spot.place[-1]
    if how == "name":
        holder[f"{name}s"] = holder.pop(name)
    elif how == "enum" and "enum" in spot.described:
        holder[name] = f"{holder[name]}S"
    else:
        holder[name] = ["x"] if not isinstance(holder[name], list) else "x"
    return changed


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_one_wrong_name_enum_or_type_is_always_seen(exchanges: list[Exchange], data: st.DataObject) -> None:
    exchange = exchanges[data.draw(st.integers(0, len(exchanges) - 1), "exchange")]
    method, _ = find(exchange.method, exchange.path) or pytest.fail(exchange.path)
    of_request = data.draw(st.booleans(), "of the request") and bool(exchange.body)
    text, schema = (exchange.body, method.request) if of_request else (exchange.answer, method.response)
    whole = json.loads(text)
    found = list(spots(method.api, {"$ref": schema}, whole))
    spot = found[data.draw(st.integers(0, len(found) - 1), "spot")]
    wrong = json.dumps(
        broken(whole, spot, data.draw(st.sampled_from(["name", "enum", "type"]), "how"))
    ).encode()
    assert not judge(exchange).faults
    assert judge(replace(exchange, body=wrong) if of_request else replace(exchange, answer=wrong)).faults
