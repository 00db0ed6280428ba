"""The whole error tree of the service; every way in which a wish can be refused has its place here.

DomainError
├── FieldError             one field of what was sent is wrong; names it and says what to do
│   ├── FactError          … of a fact
│   │   └── NoSuchEnd      … a day after the last one, where a day may be left out
│   └── UnknownReference   … it refers to something that does not exist for this caller
├── RuleError              a gap rule is not documented, or has no threshold of that name
├── CaseFileError          a case file cannot be read; one line per thing that is wrong in it
├── SettingError           the service cannot start with what it was told
├── Withheld               a view showed what its reader may not see, and is not sent; the fault is the service's
├── NotAuthenticated       the caller is not known (see identity.Refusal for the reasons)
│   ├── StrongerSignInNeeded   … well enough for this: to be signed in again, with more certainty
│   └── SignInRefused      … since what came back from the provider is not what was asked for
│       └── SignInDeclined … but that whoever was there did not sign in, or was not let in
├── ProviderAway           an identity provider does not answer, or not as it should
├── NotPermitted           the caller is known, and may not
│   ├── OwnProposal        whoever proposed an agreement does not take it into use
│   ├── ForeignSource      a source is written by its own client only
│   └── NotAParty          the actor takes no part in the plan
├── NotFound               does not exist, or not for this caller: the two are never told apart
│   └── DeadLink           … an answer link: unknown, used, expired or withdrawn, which are never told apart either
└── Conflict               cannot be done as things stand
    ├── IllegalMove        the item's state does not allow it
    │   └── MeetingHasBeen … since it is an answer to a call, and the day of the meeting has been
    ├── PlanIncomplete     the plan does not say all that the law asks for, and no reason was given
    ├── EndReportMissing   work had begun in the plan, and it has no end report
    ├── GoesRound          the referral would take the need back to whoever let it go
    ├── NoPlaceLeft        all places of an offer are taken
    ├── PlacesTaken        an offer would have fewer places than are taken
    ├── StandsInTheWay     what was written on the wrong person has something resting on it
    ├── NotPrintable       a document cannot be made as PDF here, or is too large for it
    ├── KeyDestroyed       what identifies the person can be neither read nor written any more
    ├── GuardianNeeded     the person is too young to consent alone
    ├── StaleVersion       somebody else was first
    ├── VersionConflict    the same source version was sent before with other content
    ├── SourceOwned        an agency's own system holds the item and must change it
    └── KeyReused          an Idempotency-Key came back with another request
"""

from collections.abc import Mapping, Sequence

from app.domain.printable import one_line


class DomainError(Exception):
    """Something the user can understand and act on; its text is one clear line."""


class FieldError(DomainError):
    """A field is wrong; `field` is its name and `problem` says what to do about it."""

    def __init__(self, field: str, problem: str) -> None:
        super().__init__(f"{field}: {problem}")
        self.field = field
        self.problem = problem


class FactError(FieldError):
    """A field of a fact is not what its kind allows."""


class NoSuchEnd(FactError):
    """A day after the last that there is, in a field that is left out where there is no such day."""


class UnknownReference(FieldError):
    """A field refers to something that does not exist, or not for this caller."""


class SettingError(DomainError):
    """A setting is missing or wrong; says which and what to set."""


class Withheld(DomainError):
    """A view showed what its reader may not see. It is not sent, and nothing of it is told."""

    def __init__(self) -> None:
        super().__init__("something went wrong here; try again, and if it stays so report the trace id in traceparent")


class NotAuthenticated(DomainError):
    """The caller could not be established; `reason` is a code that is safe to log and to answer."""

    def __init__(self, reason: str, advice: str = "get a new one and try again") -> None:
        super().__init__(f"the access token was not accepted ({reason}); {advice}")
        self.reason = reason


class StrongerSignInNeeded(NotAuthenticated):
    """The sign-in gave too little certainty for this; any of `acr_values`, the best first, would do (RFC 9470)."""

    def __init__(self, acr_values: Sequence[str]) -> None:
        super().__init__(
            "assurance-too-low",
            f"sign in again with acr_values {' '.join(acr_values)}, and send the token that you get then",
        )
        self.acr_values = tuple(acr_values)


class SignInRefused(NotAuthenticated):
    """What came back from the identity provider does not fit the sign-in that was begun."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason, "sign in again")


class SignInDeclined(SignInRefused):
    """The identity provider answers that nobody has signed in: it was broken off there, or refused."""

    def __init__(self) -> None:
        super().__init__("declined-by-provider")


class ProviderAway(DomainError):
    """An identity provider does not answer, or what it says of itself cannot be used."""

    def __init__(self) -> None:
        super().__init__("the identity provider does not answer as it should; try again in a while")


class NotPermitted(DomainError):
    """The caller is known but may not do this."""


class OwnProposal(NotPermitted):
    """Whoever proposed an agreement does not take it into use; `members` are the actors whose administrators may."""

    def __init__(self, members: Sequence[str]) -> None:
        super().__init__(
            "whoever proposed an agreement does not take it into use: another administrator of a member does (members "
            "names them), or whoever runs the service (sip rules adopt --proposal)"
        )
        self.members = tuple(members)


class ForeignSource(NotPermitted):
    """Only a source's own client may write, supersede or void its facts."""


class NotAParty(NotPermitted):
    """The actor is not a participant of the plan that it wants to contribute to."""


class NotFound(DomainError):
    """There is no such thing for this caller."""


class DeadLink(NotFound):
    """An answer link leads nowhere, or nowhere any more."""

    def __init__(self) -> None:
        super().__init__("this link cannot be used; ask whoever sent it for another, or answer in another way")


class Conflict(DomainError):
    """What was asked for cannot be done as things stand."""


class IllegalMove(Conflict):
    """The item's state does not allow the move; says which state it is in, what is possible from there and by whom."""

    def __init__(self, state: str, possible_by: Mapping[str, str], whose: str = "state") -> None:
        options = ", ".join(f"{noun} (by the {who})" for noun, who in sorted(possible_by.items())) or "nothing"
        super().__init__(f"this cannot be done while the {whose} is {state}; possible now: {options}")
        self.state = state
        self.possible_by = dict(sorted(possible_by.items()))


class MeetingHasBeen(IllegalMove):
    """A call is answered up to the day of its meeting; one that was given by then may still be told of."""

    def __init__(self, state: str, possible_by: Mapping[str, str]) -> None:
        super().__init__(state, possible_by)
        self.args = (
            "the day of the meeting has been; say in `on` on which day it was answered, if that was before, or ask "
            "whoever called for another meeting",
        )


class GoesRound(Conflict):
    """The referral would take the need back to an actor that has let it go; `path` is what the asker may see of it."""

    def __init__(self, path: Sequence[Mapping[str, object]]) -> None:
        super().__init__(
            "the actor has let this need go before, as path shows; agree in a meeting who takes it "
            "(POST /plans/{plan}/calls), or say in `despite` why it goes back all the same"
        )
        self.path = tuple(path)


class KeyDestroyed(Conflict):
    """The person's key has been destroyed: name, contact and identity number are gone for good."""

    def __init__(self) -> None:
        super().__init__(
            "the person's key has been destroyed; name and contact can be neither read nor written any more"
        )


class NotPrintable(Conflict):
    """What was asked for cannot be made as PDF: it is too large, or what it takes is not installed."""


class NoPlaceLeft(Conflict):
    """All places of an offer are taken, perhaps the last one by somebody else just now."""

    def __init__(self) -> None:
        super().__init__("no place is left; look for another offer, or ask whoever offers this one for more places")


class PlacesTaken(Conflict):
    """An offer would have fewer places than are taken, which are so many."""

    def __init__(self, taken: int) -> None:
        super().__init__(f"capacity: {taken} places are taken; offer as many at least, or wait until some are free")


class PlanIncomplete(Conflict):
    """The plan lacks something that it has to say; `missing` holds a Swedish title for each, by its key."""

    def __init__(self, missing: Mapping[str, str]) -> None:
        super().__init__(
            f"the plan does not say all that it has to ({', '.join(missing)}); see /plans/{{plan}}/completeness for "
            "what to do, or give the reason why it is agreed as it is"
        )
        self.missing = missing


class EndReportMissing(Conflict):
    """Work had begun in the plan, which has no end report; `missing` holds a Swedish title for each thing that such a
    report tells, by its key."""

    def __init__(self, missing: Mapping[str, str]) -> None:
        super().__init__(
            f"work has begun in the plan, so it is closed with an end report ({', '.join(missing)}); give it in "
            "`end_report`, or write it first (POST /plans/{plan}/end-reports)"
        )
        self.missing = missing


class GuardianNeeded(Conflict):
    """The person is too young to consent alone, and no guardian is named who has."""

    def __init__(self, years: int) -> None:
        super().__init__(
            f"the person is under {years} years on the day from which the consent is to hold, and does not consent "
            "alone; let an actor of the plan record it, with the guardian who has given it in `guardian`"
        )


class StandsInTheWay(Conflict):
    """Something keeps an item where it is; `obstacles` says which items, of which kind and why."""

    def __init__(self, obstacles: Sequence[Mapping[str, str]]) -> None:
        kinds = ", ".join(dict.fromkeys(f"{one['kind']} ({one['because']})" for one in obstacles))
        super().__init__(f"something stands in the way, as obstacles says: {kinds}; see to that first")
        self.obstacles = tuple(obstacles)


class StaleVersion(Conflict):
    """The item has changed since the caller read it."""


class VersionConflict(Conflict):
    """A source version is immutable, and this one was sent before with other content."""


class SourceOwned(Conflict):
    """The item comes from an agency's own system, which alone may change it."""


class KeyReused(Conflict):
    """The Idempotency-Key was used before with another request."""


class RuleError(DomainError):
    """A gap rule lacks something that every rule must have, or was asked for what it does not have."""


class CaseFileError(DomainError):
    """A case file is wrong; `problems` are whole lines of the form `file:line: entry: field: what to do`."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(map(one_line, problems))
        super().__init__("\n".join(self.problems))
