"""Path parameters that several operations have: which plan, which call, which coordination body."""

from typing import Annotated
from uuid import UUID

from fastapi import Path

PlanId = Annotated[UUID, Path(alias="plan", description="Planens id. The plan's id.")]
CallId = Annotated[UUID, Path(alias="call", description="Kallelsens id. The call's id.")]
BodyKey = Annotated[str, Path(alias="body", max_length=60, description="Samverkansorganets nyckel. The body's key.")]
