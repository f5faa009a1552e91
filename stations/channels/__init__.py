"""Ways to tell people: the only place that talks to message services."""
