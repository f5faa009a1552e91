"""The page for an emergency."""

from __future__ import annotations

from stations.geo import Point
from stations.ui.geolocate import Here
from tests.pages.conftest import Open, drawn, words_on


def _numbers(links: dict[str, list[dict[str, str]]]) -> list[str]:
    return [link["href"] for link in links["links"]]


def test_the_number_of_the_mainland_comes_first_at_the_bridge(open_screen: Open) -> None:
    numbers = drawn(open_screen("aed"), "stations_links")[0]["links"]
    assert [one["href"] for one in numbers] == ["tel:120", "tel:999"]
    assert [one["look"] for one in numbers] == ["alarm", ""]


def test_the_number_of_hong_kong_comes_first_there(open_screen: Open) -> None:
    app = open_screen("aed")
    app.selectbox(key="aed_district").set_value("香港離島區").run()
    assert _numbers(drawn(app, "stations_links")[0]) == ["tel:999", "tel:120"]


def test_an_aed_that_nobody_has_looked_at_lately_is_not_promised(open_screen: Open) -> None:
    app = open_screen("aed")
    assert "附近没有确定能用、现在又进得去的 AED" in words_on(app)
    cards = drawn(app, "stations_list")[0]["stations"]
    assert [card["warnings"] for card in cards] == [["近期没有人核实过"]] * 2


def test_a_position_is_used_and_stays_out_of_the_address(open_screen: Open) -> None:
    app = open_screen("aed")
    app.session_state["_near"] = Here(Point(22.2121, 113.5801), is_measured=True)
    app.run()
    assert drawn(app, "stations_list")[0]["stations"][0]["id"] == "hzmb-port"
    assert dict(app.query_params) == {}
