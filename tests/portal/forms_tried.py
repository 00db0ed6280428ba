"""What is done with every form of the portal: sent wrongly, too late, twice, and once more from the back button."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote

import httpx

from app.portal.asking import SESSION
from app.usecases.signing_in import end_session
from tests.api.witness import Witness
from tests.portal.every_page import Row
from tests.portal.every_scene import Scene, Visitor
from tests.portal.forms_read import Control, PageForm, Typed, all_forms_of, form_of, forms_of, ids_of

WORD = "Samverkansöverenskommelse"
DAY = "2026-12-10"
NONSENSE = {"date": "snart", "number": "lite", "select": "weather", "radio": "weather"}
LONG = "ö" * 20_000
EACH_TIME = "/svarslank"
"""A link to answer by is kept nowhere, so whoever asks again gets a new one, and that before is good no more."""
TICKED = ("to", "plans", "addressed_to", "scopes", "powers")
"""What has to be ticked, of what may be left unticked by what the page says."""


@dataclass
class Trial:
    """One form of a page in a scene of its own, and who sends it."""

    row: Row
    scene: Scene
    visitor: Visitor
    witness: Witness
    address: str
    given: Mapping[str, str] = field(default_factory=dict)

    async def page(self) -> str:
        """The page as it is now, reached as one does."""
        answer = await self.visitor.get(self.address)
        assert answer.status_code == 200, (self.address, answer.status_code)
        if not self.row.after:
            return answer.text
        action = await self.scene.path(self.row.after)
        first = next((form for form in forms_of(answer.text) if form.action == action), None)
        assert first is not None, (self.address, action)
        answer = await self.visitor.post(action, self.sensible(first))
        assert answer.status_code == 200, (action, answer.status_code, answer.headers)
        return answer.text

    def sensible(self, form: PageForm) -> Typed:
        """Filled in so that it is taken: what may be left out is left as it stands."""

        def say(one: Control) -> list[str]:
            if self._is_given(one):
                return self._given(one)
            if one.kind == "checkbox":
                return one.values or (one.options[:1] if one.name in TICKED else [])
            if any(one.values) or one.optional or one.kind == "hidden":
                return one.values
            return _something(one)

        return form.filled(say)

    def everything(self, form: PageForm) -> Typed:
        """Filled in wherever something can be, with what one can tell again."""

        def say(one: Control) -> list[str]:
            if self._is_given(one):
                return self._given(one)
            stands = (one.values and one.kind == "checkbox") or (one.optional and one.kind == "number")
            return one.values if stands else _something(one)

        return form.filled(say)

    def _is_given(self, one: Control) -> bool:
        return one.name in self.given and (not one.options or bool(self._given(one)))

    def _given(self, one: Control) -> list[str]:
        """What the row says of the field, if the field has that; of boxes, those that are ticked, as they stand."""
        said = self.given[one.name]
        ticked = said.split() if one.kind == "checkbox" else [said]
        return [option for option in one.options if option in ticked] if one.options else [said]

    async def send(self, form: PageForm, typed: Typed, **headers: str) -> httpx.Response:
        return await self.visitor.post(form.action, typed, **headers)


def _something(one: Control) -> list[str]:
    if one.kind in ("select", "radio", "checkbox"):
        return [option for option in one.options if option][:1]
    return [{"date": DAY, "number": "4"}.get(one.kind, "13:00" if one.name == "at" else WORD)]


async def forged(trial: Trial, form: PageForm) -> None:
    """Without the token of the session, with another's, or from elsewhere: a page that says what to do. What was typed
    by the very person in a session of before is shown again."""
    typed = trial.sensible(form)
    with trial.witness.nothing_changes():
        answers = [await trial.send(form, typed, **{"sec-fetch-site": "cross-site"})]
        if "_csrf" in form.controls:
            for token in ("", "0" * 64, "ö"):
                answers.append(await trial.send(form, {**typed, "_csrf": [token], "_who": ["0" * 64]}))
            before = await trial.send(form, {**typed, "_csrf": ["0" * 64]})
            assert (before.status_code, before.headers["location"]) == (303, form.controls["_page"].values[0])
    for answer in answers:
        assert answer.status_code == 403
        assert "Öppna sidan igen" in answer.text


async def wrong(trial: Trial, form: PageForm) -> None:
    """Left out, too long, or no sense in it: the field is named, what was typed stands there, and nothing happens."""
    typed = trial.everything(form)
    with trial.witness.nothing_changes():
        for one in form.asked:
            for said in _nonsense_for(one) if trial.given.get(one.name) != "" else ():
                answer = await trial.send(form, {**typed, one.name: said})
                complaints = re.findall(r'<li><a class="ds-link" href="#([^"]+)', answer.text)
                about = (form.action, one.name, said[:1] and said[0][:20], answer.status_code, complaints)
                if one.name == "token" and any(said):
                    assert (answer.status_code, "Den kan vara använd" in answer.text) == (404, True)
                    continue
                assert answer.status_code == 422, (about, answer.headers.get("location"))
                assert "ds-error-summary" in answer.text, about
                again = form_of(answer.text, form.action, form.name)
                named = [other for other in form.asked if f'href="#{form.field_id(other.name)}"' in answer.text]
                assert one.name in [other.name for other in named] or _goes_with(one, named), about
                assert {form.field_id(other.name) for other in named} <= ids_of(answer.text) | {
                    f"{form.name}-{other.name}-1" for other in named
                }, about
                stands = again.sent()
                lost = {
                    name for name in typed if name[0] != "_" and name != one.name and stands.get(name) != typed[name]
                }
                assert not lost, (about, lost)
                if one.kind not in ("select", "radio", "checkbox"):
                    assert stands[one.name] == [text.strip() for text in said or [""]], about


def _goes_with(one: Control, named: list[Control]) -> bool:
    """Whether the complaint is of the same field by another name: a row of a list."""
    return any(other.name.rpartition(".")[0] == one.name.rpartition(".")[0] != "" for other in named)


def _nonsense_for(one: Control) -> list[list[str]]:
    missing = [] if one.optional else [[""]] if one.kind != "radio" else [] if one.values else [[]]
    if one.kind in NONSENSE:
        return [*missing, [NONSENSE[one.kind]]]
    if one.kind == "checkbox":
        return [["weather"]] if len(one.options) > 1 else []
    return [*missing, [LONG], ["a\0b"]]


async def too_late(trial: Trial, form: PageForm) -> PageForm:
    """The session has ended meanwhile: whoever signs in again finds what was typed, and nothing has been sent."""
    typed, visitor = trial.everything(form), trial.visitor
    service = trial.scene.county.service
    with trial.witness.nothing_changes():
        await end_session(service.sessions, service.boxes, visitor.cookies[SESSION])
        answer = await trial.send(form, typed)
        where = answer.headers["location"]
        assert (answer.status_code, where.startswith("/logga-in?till=")) == (303, True), where
        await visitor.sign_in()
        back = await visitor.get(unquote(where.removeprefix("/logga-in?till=")))
    assert back.status_code == 200
    again = next((one for one in forms_of(back.text) if one.name == form.name), None)
    assert again is not None, (where, form.name)
    said = {name: values for name, values in typed.items() if name[0] != "_" and form.controls[name].kind != "hidden"}
    if said:
        assert "Inget har skickats" in back.text, where
    stands = again.sent()
    assert {name: stands.get(name) for name in said} == said
    return again


async def once(trial: Trial, form: PageForm) -> None:
    """Sent twice it is done once, and both lead to the same; from the back button it is said to be done already."""
    typed = trial.sensible(form)
    first = await trial.send(form, typed)
    assert first.status_code in (200, 303), (
        form.action,
        typed,
        first.status_code,
        re.findall(r'<li><a class="ds-link" href="#([^"]+)', first.text),
    )
    assert "ds-error-summary" not in first.text
    if form.action.endswith(EACH_TIME):
        return
    with trial.witness.nothing_changes():
        second = await trial.send(form, typed)
        if form.action == "/svar/lamna":
            assert (second.status_code, "Den kan vara använd" in second.text) == (404, True)
            return
        assert second.status_code in (200, 303), (form.action, second.status_code)
        if first.status_code == 303:
            place, _, _ = first.headers["location"].partition("redan=")
            again = second.headers["location"]
            assert again.startswith(place.rstrip("?&")), (place, again)
            assert (await trial.visitor.get(first.headers["location"])).status_code == 200
            page = (await trial.visitor.get(again)).text
            assert "redan gjort" in page or again == place, again


async def closed(trial: Trial) -> None:
    """A page that is not there for whoever opens it: neither is what its form would do."""
    page = (await trial.visitor.get("/regler")).text
    own = all_forms_of(page)[0].sent()
    with trial.witness.nothing_changes():
        assert (await trial.visitor.get(trial.address)).status_code in (404, 405)
        answer = await trial.visitor.post(trial.address, {**own, "text": [WORD], "channels": ["letter"]})
    assert answer.status_code in (404, 405, 422)
