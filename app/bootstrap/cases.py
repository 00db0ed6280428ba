"""What case files need: their reader, and the Swedish calendar."""

from pathlib import Path

from app.adapters import case_files
from app.adapters.calendar import swedish_working_days as working_days
from app.domain.cases import Case
from app.domain.gaps.catalogue import RULES

__all__ = ["read_case", "working_days"]


def read_case(path: Path, known_only: bool = False) -> Case:
    """The case in the file; with `known_only`, expected gaps of rules that the catalogue lacks are left out."""
    return case_files.read_case(path, RULES, known_only)
