"""Union service stations: find one, see what works there, book a clinic."""

__version__ = "0.1.0"
