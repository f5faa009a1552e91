"""The channels that the settings name, in the order in which they are tried."""

from __future__ import annotations

from functools import cache

from stations.channels.channel import Channel
from stations.channels.sms_webhook import SmsWebhook
from stations.settings import Settings, settings


def channels() -> tuple[Channel, ...]:
    """Return the channels of this process: Apprise's as they are listed, then the webhook for SMS."""
    return _channels(settings())


@cache
def _channels(given: Settings) -> tuple[Channel, ...]:
    listed: list[Channel] = []
    addresses = given.message_urls.get_secret_value().split()
    if addresses:  # Apprise takes a second to load, which nobody need wait for who does not use it
        from stations.channels.apprise_service import AppriseService

        listed += [AppriseService(address) for address in addresses]
    if given.sms_webhook:
        listed.append(SmsWebhook(given.sms_webhook, given.sms_secret.get_secret_value()))
    return tuple(listed)
