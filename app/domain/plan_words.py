"""The words for where the items of a plan stand, and why they were answered or ended as they were."""

# As in app/domain/labels.py: code | Swedish | English.
PLAN_LISTS = {
    "plan-state": """
        draft | utkast | draft
        active | gäller | active
        refused | avböjd | refused
        closed | avslutad | closed
    """,
    "item-state": """
        current | gäller | current
        written | skrivet | written
        held | hölls | held
        rebooked | ombokad | rebooked
        ended | avslutat | ended
        withdrawn | återtaget | taken back
        void | borttaget | taken away
    """,
    "mover": """
        owner | den som den hör till | whom it belongs to
        addressee | den som frågan ställdes till | whom the question was put to
        named | den som samtycket gäller, eller personen | whom the consent names, or the person
        person | personen, eller den som planen hör till | the person, or whom the plan belongs to
        self | personen själv | the person
        owner-or-person | den som den hör till, eller personen | whom it belongs to, or the person
        reader | den vars kort det är | whose card it is
    """,
    "plan-refusal": """
        person-declines | personen vill inte ha en plan | the person does not want a plan
        no-consent | personen vill inte att uppgifter delas | the person does not want information to be shared
        not-now | personen vill vänta | the person wants to wait
        other-support | personen får stöd på annat sätt | the person is supported in another way
    """,
    "referral-answer": """
        accepted | tog emot | accepted
        rejected | sa nej | rejected
        withdrawn | återkallad | withdrawn
    """,
    "referral-refusal": """
        wrong-actor | hör hemma hos någon annan | belongs with somebody else
        no-capacity | kan inte ta emot just nu | no room at present
        not-entitled | villkoren är inte uppfyllda | the conditions are not met
        more-information-needed | behöver veta mer först | more has to be known first
        already-helped | har redan det stödet | already has that support
        declined-by-person | personen vill inte | the person declines
    """,
    "referral-failure": """
        not-reached | vi fick inte kontakt | we did not get in touch
        declined-by-person | personen vill inte | the person declines
        something-else-first | något annat måste komma först | something else has to come first
        no-capacity | kunde inte fortsätta | could not go on
        moved-away | personen har flyttat | the person has moved
        did-not-help | hjälpte inte | did not help
    """,
    "referral-state": """
        sent | skickad | sent
        accepted | tog emot | accepted
        rejected | sa nej | rejected
        withdrawn | återkallad | withdrawn
        started | påbörjad | started
        completed | fullföljd | completed
        failed | ledde inte vidare | led to nothing
    """,
    "responsible-because": """
        waits-for-answer | väntar på svar från mottagaren | waits for the receiver's answer
        accepted | tog emot behovet | has taken the need
        rejected | mottagaren sa nej | the receiver said no
        withdrawn | överlämningen togs tillbaka | the referral was withdrawn
        main-responsible | huvudansvarig för planen | main responsible of the plan
    """,
    "call-form": """
        call | kallelse | call
        invitation | inbjudan | invitation
    """,
    "call-answer": """
        coming | kommer | coming
        declined | tackade nej | declined
        new-time | föreslog ny tid | proposed a new time
    """,
    "call-state": """
        sent | skickad | sent
        coming | kommer | coming
        new-time | föreslog ny tid | proposed a new time
        declined | tackade nej | declined
        rebooked | mötet flyttat, ny fråga ställd | meeting moved, asked anew
        cancelled | återtagen | cancelled
    """,
    "call-refusal": """
        not-our-task | ligger inte i vårt uppdrag | not our task
        other-actor | en annan aktör är rätt | another actor is the right one
        not-needed | vi behövs inte i frågan | we are not needed in this
        no-resources | vi har inte möjlighet just nu | we have no resources at present
        person-declines | personen vill inte att vi deltar | the person does not want us to take part
        other | annat skäl | another reason
    """,
    "appointment-state": """
        called | kallat | called
        rescheduled | flyttat till ny dag | moved to another day
        held | hållet | held
        cancelled | inställt | cancelled
    """,
    "minutes-state": """
        current | gäller | current
        amended | ersatta av rättade anteckningar | replaced by amended minutes
    """,
    "task-state": """
        put | väntar på svar | waits for an answer
        accepted | har blivit en insats | has become an activity
        declined | tackade nej | declined
    """,
    "meeting-outcome": """
        plan | ledde till plan | led to a plan
        no-plan | ingen plan | no plan
        pending | plan ännu inte klar | plan not ready yet
    """,
}
