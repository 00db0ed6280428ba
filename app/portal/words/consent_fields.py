"""Words of the forms that say what a consent is to be, and of the look at it before it is saved."""

from typing import Final

from app.portal.words import Pairs

WORDS: Final[Pairs] = {
    "actors": ("Vilka som får dela", "Who may share"),
    "wrong_actors": ("Välj minst två, av dem som står här.", "Choose two at least, of those who stand here."),
    "categories": ("Om vad", "About what"),
    "categories_hint": (
        "Att planen finns och vilka som är med ingår alltid. Väljer du inget område gäller bara det.",
        "That there is a plan, and who takes part, is always in it. If you choose no area, it is that alone.",
    ),
    "wrong_categories": ("Välj bland områdena här.", "Choose among the areas here."),
    "start": ("Från och med", "From"),
    "wrong_start": ("Ange en dag.", "Give a day."),
    "end": ("Till och med", "Up to and including"),
    "end_hint": ("Lämna tomt om det ska gälla tills det återkallas.", "Leave empty if it is to hold until withdrawn."),
    "wrong_end": (
        "Ange en dag som inte har varit, och inte före den första.",
        "Give a day that has not been, and not before the first.",
    ),
    "purpose": ("Varför", "Why"),
    "purpose_hint": (
        "Lämna tomt för att samordna stödet i planen.",
        "Leave empty to coordinate the support in the plan.",
    ),
    "wrong_purpose": ("Skriv kortare, utan personnummer.", "Write less, without identity numbers."),
    "wrong_given_as": ("Välj hur personen gav samtycket.", "Choose how the person gave the consent."),
    "witness": ("Vem som såg eller hörde det", "Who saw or heard it"),
    "witness_hint": ("Lämna tomt om det var du.", "Leave empty if it was you."),
    "wrong_witness": ("Skriv vem, utan personnummer.", "Write who, without an identity number."),
    "second_witness": ("En till som såg eller hörde det", "Another who saw or heard it"),
    "wrong_second_witness": (
        "Skriv någon annan än den första, utan personnummer.",
        "Write somebody else than the first, without an identity number.",
    ),
    "kept": ("Var papperet finns", "Where the paper is"),
    "kept_hint": ("Bara för samtycke på papper.", "For a consent on paper alone."),
    "wrong_kept": (
        "Skriv var papperet finns, utan personnummer, om det är på papper. Annars lämna tomt.",
        "Write where the paper is, without identity numbers, if it is on paper. Else leave it empty.",
    ),
    "guardian": ("Vårdnadshavare som har samtyckt", "Guardian who has consented"),
    "guardian_hint": (
        "Bara när personen är för ung för att samtycka själv.",
        "Only when the person is too young to consent alone.",
    ),
    "wrong_guardian": (
        "Personen samtycker själv: lämna tomt. Är personen för ung, skriv ett namn utan personnummer.",
        "The person consents alone: leave it empty. If the person is too young, write a name without a number.",
    ),
    "preview_title": ("Stämmer det här?", "Is this right?"),
    "sees_anew": ("{reader} får se: {areas}. Från: {owners}.", "{reader} comes to see: {areas}. Of: {owners}."),
    "somebody": ("någon annan", "somebody else"),
    "besides": ("Det här gäller också", "This holds as well"),
    "known": (
        "Personen kan ha gett andra samtycken som du inte får se, och som öppnar mer.",
        "The person may have given other consents that you may not see, and that open more.",
    ),
    "choose_anew": ("Ändra valet", "Choose anew"),
}
