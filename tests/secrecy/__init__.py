"""Who may see what, proved against a real PostgreSQL: row by row, by every door, and by what the log holds."""
