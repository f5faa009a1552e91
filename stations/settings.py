"""Settings, read once from ``STATIONS_…`` environment variables."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "data"


class Settings(BaseSettings):
    """Every setting with its default; the table in docs/settings.md is compared with this class by a test."""

    model_config = SettingsConfigDict(env_prefix="STATIONS_", env_ignore_empty=True, frozen=True)

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
    trusted_proxies: int = Field(
        0, ge=0, le=5, description="How many proxies of yours stand before the program and add to `X-Forwarded-For`."
    )
    log_format: Literal["text", "json"] = Field("text", description="`text` for people, `json` for machines.")


@cache
def settings() -> Settings:
    """Return the settings of this process."""
    return Settings()
