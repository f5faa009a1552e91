"""Settings, read once from ``STATIONS_…`` environment variables."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "data"
BLANKS = ("{email}", "{phone}", "{national}")


class Settings(BaseSettings):
    """Every setting with its default; the table in docs/settings.md is compared with this class by a test."""

    model_config = SettingsConfigDict(env_prefix="STATIONS_", env_ignore_empty=True, frozen=True, validate_default=True)

    database_url: SecretStr = Field(
        SecretStr(f"sqlite:///{ROOT / 'var' / 'stations.db'}"),
        description="`sqlite:///PATH` or `postgresql://USER@HOST/NAME`. Default: `var/stations.db` beside the program.",
    )
    demo: bool = Field(
        False, description="`1` adds a clinic and a few invented stations, each marked 示例/Demo wherever it is shown."
    )
    public_url: str = Field(
        "", description="Address of the site as drivers see it (`https://…`), for links in QR codes and calendars."
    )
    tiles: Literal["none", "osm", "amap", "tianditu"] = Field(
        "osm", description="Online tiles laid over our own basemap: `osm`, `amap`, `tianditu` or `none`."
    )
    tianditu_key: SecretStr = Field(SecretStr(""), description="Key for Tianditu tiles.")
    amap_shifted_outside_mainland: bool = Field(
        True, description="Whether Amap's tiles of Hong Kong and Macao are shifted (GCJ-02) as the mainland's are."
    )
    cookie_secure: bool = Field(
        False, description="`1` sends the sign-in cookie over HTTPS only; set it wherever the site has a certificate."
    )
    session_hours: int = Field(12, ge=1, le=24 * 30, description="Hours until a signed-in person must sign in again.")
    retention_days: int = Field(
        30, ge=1, le=365, description="Days after a session until names and phones in its bookings are erased."
    )
    answers_retention_days: int = Field(
        7, ge=0, le=365, description="Days after a session until the answers to its questions are erased."
    )
    purge_every_minutes: int = Field(
        60, ge=0, description="How often the running program erases what is past its time; `0` leaves it to cron."
    )
    bookings_per_hour: int = Field(
        600, ge=1, description="Bookings one network address may make an hour; whole fleets share a carrier's address."
    )
    bookings_per_phone: int = Field(
        10,
        ge=1,
        description="Bookings and waits of sessions to come that one phone may have; staff may book beyond it.",
    )
    message_urls: SecretStr = Field(
        SecretStr(""),
        description="Apprise addresses for messages, separated by spaces, each with `{email}`, `{phone}` or `{national}`;"
        " the first that fits a person is used. See [telling](telling.md).",
    )
    sms_webhook: str = Field(
        "",
        description="Address to which an SMS is posted for whom no address before it fits. See [telling](telling.md).",
    )
    sms_secret: SecretStr = Field(
        SecretStr(""), description="Secret that signs what is posted to `STATIONS_SMS_WEBHOOK`; needed with it."
    )
    tell_every_seconds: int = Field(
        15,
        ge=0,
        le=3600,
        description="How often the running program ends held places and offers, writes reminders and sends messages;"
        " `0` leaves it to `python -m stations notify --loop`.",
    )
    phone_codes: bool = Field(
        False, description="`1` asks drivers who book for a one-time code sent by SMS; needs `STATIONS_SMS_WEBHOOK`."
    )
    trusted_proxies: int = Field(
        0, ge=0, le=5, description="How many proxies of yours stand before the program and add to `X-Forwarded-For`."
    )
    log_format: Literal["text", "json"] = Field("text", description="`text` for people, `json` for machines.")

    @field_validator("message_urls")
    @classmethod
    def _name_a_person(cls, given: SecretStr) -> SecretStr:
        """Refuse an address that is the same for everybody: each message holds the link of one person."""
        for address in given.get_secret_value().split():
            if "://" not in address or not any(blank in address for blank in BLANKS):
                raise ValueError("an address of a message needs one of " + ", ".join(BLANKS))
        return given

    @field_validator("sms_webhook")
    @classmethod
    def _is_web_address(cls, given: str) -> str:
        if given and urlsplit(given).scheme not in ("http", "https"):
            raise ValueError("not an address of the web")
        return given

    @field_validator("sms_secret")
    @classmethod
    def _sign_what_is_posted(cls, given: SecretStr, info: ValidationInfo) -> SecretStr:
        if info.data.get("sms_webhook") and not given.get_secret_value():
            raise ValueError("what is posted must be signed")
        return given


@cache
def settings() -> Settings:
    """Return the settings of this process."""
    return Settings()
