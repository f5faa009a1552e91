"""Importing a list on the screen: nothing goes in before the button, nothing is lost on a rerun."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from stations.actions.export import each_station
from stations.errors import Code
from stations.roles import Actor
from stations.storage.engine import Database
from stations.words import LANGUAGES, explain_code, say
from tests.pages.conftest import Open, words_on

GOOD = "id,name,lat,lng,facilities\ntea,茶水站,22.27,113.55,aed\n"
MIXED = GOOD + "bad,<b>反了</b>,113.55,22.27,\n"
WORDS = GOOD + "rest,歇脚站,22.28,113.56,充电\n"


def with_file(app: AppTest, text: str | bytes, name: str = "list.csv") -> AppTest:
    data = text if isinstance(text, bytes) else text.encode()
    app.file_uploader[0].upload(name, data, "text/csv")
    return app.run()


def answered(app: AppTest) -> AppTest:
    """Say what the list does not: the mainland, WGS-84."""
    app.selectbox(key="import_jurisdiction").set_value("CN")
    return app.selectbox(key="import_datum").set_value("wgs84").run()


def ids(db: Database) -> set[str]:
    return {record.station.id for record in each_station(db)}


def go(app: AppTest) -> AppTest:
    return app.button(key="import_go").click().run()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_good_list_is_previewed_and_imported_by_the_button(
    open_screen: Open, admin: Actor, site: Database, lang: str
) -> None:
    app = answered(with_file(open_screen("import_stations", admin, lang=lang), GOOD))
    assert "tea" not in ids(site)
    assert app.button(key="import_go").label == say(lang, "import-button", count=1)
    go(app)
    assert "tea" in ids(site)
    assert say(lang, "import-done", new=1, changed=0, unchanged=0) in words_on(app)
    assert not app.exception


def test_what_a_list_does_not_say_is_asked_before_anything_is_shown(open_screen: Open, admin: Actor) -> None:
    app = with_file(open_screen("import_stations", admin, lang="en"), GOOD)
    assert [one.value for one in app.info] == [
        say("en", "import-needs", names=f"{say('en', 'import-datum')}, {say('en', 'import-jurisdiction')}")
    ]
    assert "import_go" not in [button.key for button in app.button]


def test_every_wrong_row_is_shown_with_its_reason_and_stays_out(
    open_screen: Open, admin: Actor, site: Database
) -> None:
    app = answered(with_file(open_screen("import_stations", admin, lang="en"), MIXED))
    words = words_on(app)
    assert explain_code("en", Code.COORDINATES_SWAPPED) in words
    assert "&lt;b&gt;反了&lt;/b&gt;" in words
    assert app.button(key="import_go").label == say("en", "import-button-good", count=1)
    go(app)
    assert {"tea"} == ids(site) - {"hzmb-truck-drivers", "hzmb-port"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_template_is_offered_with_what_its_example_is_for(open_screen: Open, admin: Actor, lang: str) -> None:
    app = open_screen("import_stations", admin, lang=lang)
    assert say(lang, "import-template-note") in words_on(app)
    assert not app.exception


def test_a_new_station_beside_one_that_is_there_is_pointed_out(open_screen: Open, admin: Actor, site: Database) -> None:
    app = answered(with_file(open_screen("import_stations", admin, lang="en"), GOOD))
    go(app)
    app = answered(with_file(app, GOOD.replace("tea,", "other,"), "second.csv"))
    words = words_on(app)
    assert say("en", "import-beside-rows") in words
    assert explain_code("en", Code.ROW_NEARBY, {"name": "茶水站", "metres": 0}) in words
    go(app)
    assert "other" in ids(site)


def test_a_rerun_loses_neither_file_nor_answers(open_screen: Open, admin: Actor) -> None:
    app = answered(with_file(open_screen("import_stations", admin, lang="en"), GOOD))
    app.run()
    assert app.button(key="import_go").label == say("en", "import-button", count=1)


def test_a_word_that_nobody_knows_is_explained_on_the_screen(open_screen: Open, admin: Actor, site: Database) -> None:
    app = answered(with_file(open_screen("import_stations", admin, lang="en"), WORDS))
    assert app.button(key="import_go").label == say("en", "import-button-good", count=1)
    app.selectbox(key="import_word_充电").set_value("phone_charging").run()
    assert app.button(key="import_go").label == say("en", "import-button", count=2)
    go(app)
    told = next(record for record in each_station(site) if record.station.id == "rest")
    assert [amenity.facility for amenity in told.amenities] == ["phone_charging"]


def test_columns_can_be_left_out(open_screen: Open, admin: Actor, site: Database) -> None:
    app = answered(with_file(open_screen("import_stations", admin), WORDS))
    app.multiselect(key="import_leave_out").set_value(["facilities"]).run()
    go(app)
    assert [record.amenities for record in each_station(site) if record.station.id in ("tea", "rest")] == [(), ()]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"  ", Code.FILE_EMPTY),
        (b"id,phone\n1,2\n", Code.FILE_COLUMNS),
        ("name,lat,lng\nCafé,1,2\n".encode("latin-1"), Code.FILE_ENCODING),
    ],
)
def test_a_file_that_cannot_be_read_is_a_sentence(open_screen: Open, admin: Actor, data: bytes, code: Code) -> None:
    app = with_file(open_screen("import_stations", admin, lang="en"), data)
    assert explain_code("en", code) in words_on(app)
    assert not app.exception


def test_missing_columns_are_named(open_screen: Open, admin: Actor) -> None:
    words = words_on(with_file(open_screen("import_stations", admin, lang="en"), "id,name,lat\n1,2,3\n"))
    assert say("en", "import-missing-columns", names="longitude") in words


def test_an_encoding_that_cannot_be_told_is_chosen(open_screen: Open, admin: Actor) -> None:
    app = with_file(
        open_screen("import_stations", admin, lang="en"), "name,lat,lng\n龘靐齉,22.2,113.5\n".encode("gb18030")
    )
    app.selectbox(key="import_encoding").set_value("gb18030").run()
    answered(app)
    assert say("en", "import-read-as", encoding="GB18030") in words_on(app)


def test_a_list_that_brings_nothing_new_has_no_button(open_screen: Open, admin: Actor) -> None:
    app = go(answered(with_file(open_screen("import_stations", admin, lang="en"), GOOD)))
    app = answered(with_file(app, GOOD))
    assert say("en", "import-no-change") in words_on(app)
    assert "import_go" not in [button.key for button in app.button]
