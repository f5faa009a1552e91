"""The HTTP API, version 1: stations as GeoJSON, sessions, slots and bookings."""
