"""What was done with a registration is told by its versions: each beside the one before."""

from typing import Any

from app.portal.registration_fields import deeds_of


def version(**document: Any) -> dict[str, Any]:
    return {"document": document}


def test_each_version_says_what_was_done_by_it() -> None:
    history = [
        version(active=True, name="b"),
        version(active=True),
        version(active=False),
        version(active=True),
    ]

    assert [deed for deed, _ in deeds_of(history)] == ["changed", "started", "stopped", "registered"]


def test_what_cannot_be_stopped_is_only_registered_and_changed() -> None:
    assert [deed for deed, _ in deeds_of([version(name="b"), version(name="a")])] == ["changed", "registered"]
