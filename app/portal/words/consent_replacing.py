"""Words of replacing a consent: what is to hold instead, and who sees no more and who sees anew."""

from typing import Final

from app.portal.words import Pairs

WORDS: Final[Pairs] = {
    "title": ("Ändra samtycket", "Change the consent"),
    "lead": (
        "Välj vad som ska gälla i stället. Innan något ändras får du se vem som inte längre ser, och vem som ser nytt.",
        "Choose what is to hold instead. Before anything changes you see who sees no more, and who sees anew.",
    ),
    "lead_agency": (
        "Anteckna det nya samtycke som personen har gett. Innan det sparas ser du vem som inte längre ser, och vem som "
        "ser nytt.",
        "Record the new consent that the person has given. Before it is saved you see who sees no more, and who sees "
        "anew.",
    ),
    "back": ("Tillbaka till samtycket", "Back to the consent"),
    "over": (
        "Samtycket gäller inte längre och kan inte ändras. Det går att ge ett nytt.",
        "The consent is no longer in force and cannot be changed. A new one can be given.",
    ),
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
    "given_as": ("Hur personen gav det", "How the person gave it"),
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
    "look": ("Se vad som ändras", "See what changes"),
    "preview_title": ("Stämmer det här?", "Is this right?"),
    "from_to": (
        "Det nya samtycket gäller från {start} till och med {end}.",
        "The new consent holds from {start} up to and including {end}.",
    ),
    "from_on": (
        "Det nya samtycket gäller från {start}, tills det återkallas.",
        "The new consent holds from {start}, until it is withdrawn.",
    ),
    "until_then": ("Till dess gäller det nuvarande.", "Until then the present one holds."),
    "lost": ("Ser inte längre", "See no more"),
    "sees_no_more": (
        "{reader} ser inte längre: {areas}. Från: {owners}.",
        "{reader} no longer sees: {areas}. Of: {owners}.",
    ),
    "read_already": (
        "Det som någon redan har läst kan inte göras oläst.",
        "What somebody has read already cannot be made unread.",
    ),
    "gained": ("Ser nytt", "See anew"),
    "sees_anew": ("{reader} får se: {areas}. Från: {owners}.", "{reader} comes to see: {areas}. Of: {owners}."),
    "somebody": ("någon annan", "somebody else"),
    "same": ("Ingen ser mer eller mindre än förut.", "Nobody sees more or less than before."),
    "besides": ("Det här gäller också", "This holds as well"),
    "old_ends": (
        "Det gamla samtycket slutar gälla när det nya börjar, och står kvar i listan som ersatt.",
        "The old consent ends when the new one begins, and stays on the list as replaced.",
    ),
    "own": (
        "Var och en ser fortfarande det som den själv har skrivit.",
        "Each still sees what it has written itself.",
    ),
    "support": ("Du har rätt till stöd hur du än väljer.", "You have a right to support whatever you choose."),
    "known": (
        "Personen kan ha gett andra samtycken som du inte får se, och som öppnar mer.",
        "The person may have given other consents that you may not see, and that open more.",
    ),
    "decide": ("Ja, ändra samtycket", "Yes, change the consent"),
    "decide_agency": ("Spara det nya samtycket", "Save the new consent"),
    "choose_anew": ("Ändra valet", "Choose anew"),
}
