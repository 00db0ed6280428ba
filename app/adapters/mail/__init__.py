"""Mail: letters are handed to a mail server."""
