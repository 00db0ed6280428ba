"""The only wiring: what is here knows the adapters by name. The parts are apart so that `sip gaps` starts at once."""

from app.bootstrap.cases import read_case, working_days

__all__ = ["read_case", "working_days"]
