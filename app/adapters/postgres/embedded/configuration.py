"""The settings with which the embedded server runs, and why."""

PORT = 5432  # names the socket file; the server listens on no network
SUPERUSER = "postgres"

_SETTINGS = {
    "listen_addresses": "",
    "port": str(PORT),
    "unix_socket_directories": ".",  # the data directory, which only the server's account may enter
    "max_connections": "100",
    "shared_buffers": "128MB",
    "timezone": "UTC",
    "fsync": "on",
    "synchronous_commit": "on",
    # The log tells what became of the server, never what was asked of it: an error's text, its details and
    # its statement can hold what was written about a person. Errors rank below `log`; terse drops details.
    "log_min_messages": "log",
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
    "log_statement": "none",
    "log_min_duration_statement": "-1",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
    "log_checkpoints": "off",
    "log_timezone": "UTC",
}
# Commits are still handed to the system at once, so that even here a killed server loses none.
_FOR_TESTS = {"fsync": "off", "full_page_writes": "off"}


def server_options(*, for_tests: bool) -> str:
    """The options of `postgres`, one string for `pg_ctl`; there no ALTER SYSTEM outdoes them."""
    settings = _SETTINGS | (_FOR_TESTS if for_tests else {})
    return " ".join(f"-c {name}='{value}'" for name, value in settings.items())


INITDB_OPTIONS = (
    f"--username={SUPERUSER}",
    "--auth-local=trust",
    "--auth-host=reject",
    "--encoding=UTF8",
    "--locale=C",  # the only locale that sorts alike on every system and in every version
    "--data-checksums",
    "--no-sync",  # synced once, whole, when it is done
    "--no-instructions",
)
