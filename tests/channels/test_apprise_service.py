"""Services at addresses of Apprise: who is reached, what the address becomes, and what Apprise's log means."""

from __future__ import annotations

import json
import re

import pytest
from apprise import Apprise
from pydantic import SecretStr

from stations.channels.apprise_service import AppriseService, answer_of
from stations.channels.set_up import channels
from stations.letters import TAKEN, Addressee, Answer, Letter, Outcome, Reason
from stations.settings import ROOT, Settings, settings
from stations.words import say
from tests.post import Gateway, MailServer

LETTER = Letter("17", "booked", "zh-Hans", "预约成功", "预约成功：量血压\n1 < 2 & <b>*x*</b>")
BOTH = Addressee("driver@example.org", "+8613800138000")


@pytest.mark.parametrize(
    ("template", "email", "phone", "is_reached"),
    [
        ("mailto://h?to={email}", "a@b.cn", "", True),
        ("mailto://h?to={email}", "", "+8613800138000", False),
        ("dingtalk://token/{national}", "", "+8613800138000", True),
        ("dingtalk://token/{national}", "a@b.cn", "", False),
        ("x://{email}/{phone}", "a@b.cn", "", False),
        ("x://{email}/{phone}", "a@b.cn", "+8613800138000", True),
    ],
)
def test_who_gave_what_the_address_asks_for_is_reached(template: str, email: str, phone: str, is_reached: bool) -> None:
    assert AppriseService(template).reaches(Addressee(email, phone)) is is_reached


@pytest.mark.parametrize(
    ("template", "name", "sender"),
    [
        ("mailto://mail.example.org?from=desk@example.org&to={email}", "email", "desk@example.org"),
        ("mailtos://desk:secret@qq.com?to={email}", "email", "desk@qq.com"),
        ("dingtalk://token/{national}", "dingtalk", ""),
    ],
)
def test_a_service_has_a_name_and_mail_has_a_sender(template: str, name: str, sender: str) -> None:
    service = AppriseService(template)
    assert (service.name, service.sender) == (name, sender)


def test_a_chat_service_gets_the_words_and_the_phone_as_they_are(gateway: Gateway) -> None:
    # Apprise's plain JSON service stands for those whose servers are elsewhere
    template = gateway.url.replace("http://", "json://") + "?:to={phone}"
    assert AppriseService(template).send(LETTER, BOTH) == TAKEN
    said = json.loads(gateway.posted[0].body)
    assert (said["title"], said["message"], said["to"]) == (LETTER.subject, LETTER.text, "+8613800138000")
    assert said["attachments"] == []


@pytest.mark.parametrize(
    ("status", "answer"),
    [
        (400, Answer(Outcome.NEVER, Reason.SERVICE_REFUSED)),
        (429, Answer(Outcome.AGAIN, Reason.SERVICE_BUSY)),
        (503, Answer(Outcome.AGAIN, Reason.SERVICE_BUSY)),
    ],
)
def test_a_chat_services_status_decides_whether_it_is_tried_again(
    gateway: Gateway, status: int, answer: Answer
) -> None:
    gateway.answers.append((status, {}))
    template = gateway.url.replace("http://", "json://") + "?:to={phone}"
    assert AppriseService(template).send(LETTER, BOTH) == answer


def test_what_a_mail_says_is_plain_text(mail_server: MailServer) -> None:
    assert AppriseService(mail_server.template).send(LETTER, BOTH) == TAKEN
    (mail,) = mail_server.mails
    assert mail.get_content_type() == "text/plain"
    assert mail["From"] == f"{say('zh-Hans', 'web-name')} <desk@example.org>"
    assert mail.get_content().split() == LETTER.text.split()


@pytest.mark.parametrize("address", ["a+b@example.org", "a%40b@example.org", "a_b.c-d@example.org", "A@Example.ORG"])
def test_an_odd_address_stays_one_address(mail_server: MailServer, address: str) -> None:
    assert AppriseService(mail_server.template).send(LETTER, Addressee(address, "")) == TAKEN
    assert [one.lower() for one in mail_server.recipients] == [address.lower()]


def test_an_address_that_means_nothing_to_apprise_is_a_matter_of_setting_up() -> None:
    answer = AppriseService("nosuchservice://{phone}").send(LETTER, BOTH)
    assert answer == Answer(Outcome.AGAIN, Reason.NOT_SET_UP)


@pytest.mark.parametrize(
    ("log", "answer"),
    [
        (["Socket Exception: {'a@b.cn': (550, b'5.1.1 unknown')}"], Answer(Outcome.NEVER, Reason.ADDRESS_REFUSED)),
        (["Socket Exception: (552, b'too big')"], Answer(Outcome.NEVER, Reason.SERVICE_REFUSED)),
        (["Socket Exception: (421, b'closing')"], Answer(Outcome.AGAIN, Reason.SERVICE_BUSY)),
        (["Socket Exception: (530, b'log in', 'desk@b.cn')"], Answer(Outcome.AGAIN, Reason.SERVICE_AWAY)),
        (["Connection error while submitting", "Socket Exception: (535, b'no')"], Answer(Outcome.AGAIN, Reason.SERVICE_AWAY)),
        (["A Connection error occured sending DingTalk notification."], Answer(Outcome.AGAIN, Reason.SERVICE_AWAY)),
        (["Failed to send: Too many, error=429."], Answer(Outcome.AGAIN, Reason.SERVICE_BUSY)),
        (["something new"], Answer(Outcome.AGAIN, Reason.SERVICE_AWAY)),
        ([], Answer(Outcome.AGAIN, Reason.SERVICE_AWAY)),
    ],
)  # fmt: skip
def test_only_a_clear_no_is_taken_for_one(log: list[str], answer: Answer) -> None:
    assert answer_of(log) == answer


def test_the_channels_are_those_of_the_settings_in_their_order(monkeypatch: pytest.MonkeyPatch) -> None:
    settings.cache_clear()
    assert channels() == ()
    monkeypatch.setenv("STATIONS_MESSAGE_URLS", "mailtos://a:b@qq.com?to={email}  dingtalk://token/{national}")
    monkeypatch.setenv("STATIONS_SMS_WEBHOOK", "https://sms.example.org/send")
    monkeypatch.setenv("STATIONS_SMS_SECRET", "secret")
    settings.cache_clear()
    assert [one.name for one in channels()] == ["email", "dingtalk", "sms"]
    settings.cache_clear()


@pytest.mark.parametrize(
    "given",
    [
        {"MESSAGE_URLS": "dingtalk://token"},  # a group would read the links of everybody
        {"MESSAGE_URLS": "mailtos://a:b@qq.com?to={email} wecombot://key"},
        {"MESSAGE_URLS": "{email}"},
        {"SMS_WEBHOOK": "sms.example.org", "SMS_SECRET": "x"},
        {"SMS_WEBHOOK": "file:///etc/passwd", "SMS_SECRET": "x"},
        {"SMS_WEBHOOK": "https://sms.example.org/send"},
    ],
)
def test_settings_that_would_tell_the_wrong_ones_are_refused(
    monkeypatch: pytest.MonkeyPatch, given: dict[str, str]
) -> None:
    for name, value in given.items():
        monkeypatch.setenv(f"STATIONS_{name}", value)
    with pytest.raises(ValueError, match=r"message_urls|sms_"):
        Settings()


def _documented() -> list[str]:
    text = (ROOT / "docs" / "telling.md").read_text(encoding="utf-8")
    return [found for found in re.findall(r"`([a-z]+://[^`]+)`", text) if "{" in found]


@pytest.mark.parametrize("template", _documented())
def test_every_address_in_the_manual_means_what_it_says(template: str) -> None:
    made_up = {"CORPID": "ww1a2b3c", "AGENTID": "1000001", "TOKEN": "a" * 32}
    for word, value in made_up.items():
        template = template.replace(word, value)
    filled = template.replace("{email}", "driver%40example.org").replace("{national}", "13800138000")
    assert Settings(message_urls=SecretStr(template))
    opened = Apprise()
    assert opened.add(filled)
    assert "driver%40example.org" in opened[0].url() or "13800138000" in opened[0].url()


def test_the_manual_has_addresses() -> None:
    assert {one.partition(":")[0] for one in _documented()} == {"mailto", "mailtos", "wechat", "dingtalk"}
