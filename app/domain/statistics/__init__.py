"""A coordination body's statistics: what each life adds to them, the tables, and what in these must not be told."""
