"""The only SQL: one module a concept, the same text on SQLite and PostgreSQL."""
