"""The words in which the log tells who did what, for the person it is about and for the auditor."""

# As in app/domain/labels.py: code | Swedish | English. An act is what follows upon "En handläggare hos …".
# What is done to an item has none here: it is put together from the words of its kind and of the act.
LOG_LISTS = {
    "log-action": """
        read-person | läste vem du är och hur du nås | read who the person is
        read-timeline | läste din tidslinje | read the timeline
        read-timeline-picture | läste din tidslinje som bild | read the timeline as a picture
        read-item | läste en uppgift | read an item
        read-plan | läste planen | read the plan
        read-plan-page | läste planen | read the plan
        read-plan-print | tog ut planen för utskrift | took the plan out to print
        read-completeness | läste vad som saknas i planen | read what the plan lacks
        read-deadlines | läste planens datum | read the plan's dates
        read-plan-costs | läste vad planens insatser kostar | read what the plan's activities cost
        read-plan-versions | läste vilka versioner planen har | read which versions the plan has
        read-plan-version | läste en version av planen | read a version of the plan
        read-plan-differences | jämförde versioner av planen | compared versions of the plan
        read-plan-history | läste planens historik | read the plan's history
        read-plan-outcome | läste vad planen lett till | read what came of the plan
        read-messages | läste meddelanden | read messages
        read-standing | läste krisplan, dina egna ord och hur du vill bli nådd | read the crisis plan, voice and wishes
        read-referral-path | läste hur ett behov lämnats vidare | read how a need was handed over
        read-findings | läste vilka glapp som finns | read the gaps
        read-finding | läste om ett glapp | read a gap
        read-explanation | läste varför ett glapp finns | read why there is a gap
        read-escalations | läste vilka frågor som väntar på svar | read which questions wait for an answer
        read-caseload | läste sin lista över planer | read a list of plans
        read-caseload-names | sökte på namn bland sina egna planer | searched own plans for a name
        read-caseload-transfer | läste om en överlämning mellan kolleger | read a transfer between colleagues
        read-consents | läste vilka samtycken som finns | read the ledger of consents
        read-access-log | läste loggen över vem som läst | read the log of who has read
        read-colleagues | läste vilka kollegerna är | read who the colleagues are
        read-digest | läste sin inställning för brev | read the own setting for letters
        read-deputies | läste vilka ersättarna är | read who the deputies are
        read-offers | läste insatskatalogen | read the catalogue of activities
        read-offer | läste om en plats i insatskatalogen | read an offer
        read-pace | läste arbetslistans takt | read the worklist's pace
        read-rule-outcomes | läste hur ofta reglerna träffat rätt | read how often the rules were right
        read-body-escalations | läste samverkansorganets lista | read a body's list
        read-statistics | läste statistik | read statistics
        read-audit | läste loggen som granskare | read the log as an auditor
        read-person-export | tog ut allt som finns om dig | took out everything about the person
        read-plan-archive | tog ut det som de själva skrivit, för arkivet | took out own items of a plan for the archive
        retention-removal | tog bort uppgifter vars tid gått ut | removed what was due
        read-legal-holds | läste vad som sparas trots att tiden gått ut | read the legal holds
        legal-hold-placed | bestämde att uppgifter sparas tills vidare | placed a legal hold
        legal-hold-released | bestämde att uppgifter inte längre sparas tills vidare | released a legal hold
        read-audit-samples | tog ett stickprov ur loggen | drew a sample of the log
        read-audit-person | läste som granskare vad som loggats om dig | read as an auditor what is logged of the person
        read-audit-seal | läste hur långt loggen är förseglad | read up to when the log is sealed
        read-protection | läste vilket skydd du har | read which protection the person has
        read-represented | läste listan över vem som företräds | read the list of whom somebody acts for
        read-corrections | läste vad som rättats | read what was corrected
        read-merges | läste vilka akter om dig som läses som en | read which records are one
        read-named-handlers | läste vilka som får öppna dina uppgifter | read who may open the person
        read-unhandled | läste vilka skyddade personer som saknar handläggare | read which persons have no handler
        signed-in | loggade in | signed in
        signed-out | loggade ut | signed out
        view-withheld | fick inte ett svar, för det visade för mycket | was not sent a view that showed too much
        person-lookup | sökte upp dig på personnummer | looked the person up
        person-describe | ändrade namn eller hur du nås | changed name or contact
        person-renumbered | bytte samordningsnummer mot personnummer | changed the number of the person
        person-death | registrerade ett dödsfall | registered a death
        merge-proposed | föreslog att din akt och en annan gäller samma person | proposed that two records are one
        merge-declined | avslog att din akt och en annan gäller samma person | declined that two records are one
        merge-applied | bestämde att två akter om dig läses som en | made two records one
        merge-undone | bestämde att akter som lästes som en är var för sig igen | made them two records again
        report | rapporterade en uppgift | reported a fact
        call-answer-link | gjorde en engångslänk för svar | made a one-time link
        answer-link-question | läste frågan i en engångslänk | read the question of a link
        plan-frozen | fastställde en version av planen | froze a version of the plan
        plan-accepted | godkände planen | accepted the plan
        plan-accepted-on-paper | antecknade ett godkännande på papper | recorded an acceptance on paper
        plan-acceptance-contradicted | sa nej till ett godkännande på papper | contradicted an acceptance on paper
        finding-acknowledgement | tog sig an ett glapp | took a gap on
        finding-snooze | lät ett glapp vila till en dag | put a gap to sleep
        finding-resolution | markerade ett glapp som klart | resolved a gap
        finding-dismissal | lade ett glapp åt sidan | put a gap aside
        protection-stated | ändrade ditt skydd | stated the level of protection
        handler-named | utsåg en handläggare som får öppna dina uppgifter | named a handler
        handler-ended | bestämde att en handläggare inte längre får öppna dina uppgifter | ended a handler's naming
        deputy-named | utsåg en ersättare | named a deputy
        deputy-ended | avslutade en ersättare | ended a deputyship
        digest-asked | bad om brev på morgonen | asked for letters in the morning
        digest-ended | stängde av brev på morgonen | ended letters in the morning
        offer-add | lade en plats i insatskatalogen | added an offer
        offer-change | ändrade en plats i insatskatalogen | changed an offer
        offer-withdrawal | drog tillbaka en plats i insatskatalogen | withdrew an offer
        actor-registration | registrerade en aktör | registered an actor
        issuer-registration | registrerade en utfärdare | registered an issuer
        issuer-suspension | stoppade en utfärdare | stopped an issuer
        issuer-release | släppte in en utfärdare igen | started an issuer again
        client-registration | registrerade en klient | registered a client
        client-suspension | stoppade en klient | stopped a client
        client-release | släppte in en klient igen | started a client again
        agreement-preview | föreslog en överenskommelse | proposed an agreement
        agreement-adoption | tog en överenskommelse i bruk | took an agreement into use
        agreement-adoption-alone | tog ensam en överenskommelse i bruk | took an agreement into use alone
        registration-by-file | registrerade ur en fil | registered out of a file
        key-rotation | bytte nycklarna som krypterar | rotated the keys
        key-destruction | gjorde ditt namn och hur du nås oläsligt för gott | destroyed the person's key
        refused-tokens | legitimerade sig inte | did not prove who was asking
    """,
    "log-by": """
        caseworker | handläggare | caseworker
        system | system | system
        link | engångslänk | one-time link
        person | personen själv | the person
        proxy | någon som företräder personen | somebody who acts for the person
        operator | den som sköter tjänsten | whoever runs the service
        unknown | okänd | unknown
    """,
    "log-basis": """
        own | deras egna uppgifter | their own facts
        consent | samtycke | a consent
        legal-basis | en regel i lagen | a provision of law
        emergency-access | nödöppning | an emergency
        mandate | fullmakt | a mandate
        named | en fråga till dem | a question to them
        relation | de är med i planeringen | they take part in the planning
        tied | det hör ihop med annat som de får se | it belongs with something else that they may see
        view | det visas med annat som de får se | it is shown with something else that they may see
        self | den det gäller | the person
        administration | arbetet med att sköta tjänsten | the work of running the service
        retention | reglerna för hur länge uppgifter sparas | the rules of how long facts are kept
    """,
    "log-subject": """
        registration | vilka som släpps in | who is let in
        finding | glapp | gaps
        escalation | frågor utan svar | questions without an answer
    """,
    "log-refusal": """
        not-permitted | behörighet saknas | not permitted
        not-a-party | deltar inte i planen | does not take part in the plan
        not-found | finns inte, eller inte för den som frågade | not there, or not for whoever asked
        not-authenticated | legitimerade sig inte | did not prove who was asking
        stronger-sign-in-needed | behöver en starkare inloggning | needs a stronger sign-in
        own-proposal | får inte ta det egna förslaget i bruk | may not adopt one's own proposal
        dead-link | länken går inte att använda | the link cannot be used
        foreign-source | källan hör till en annan klient | the source belongs to another client
        unknown-reference | hänvisar till något som inte finns för den som frågade | refers to what is not there
    """,
    "audit-reason": """
        sample | följer upp en rad i ett stickprov | follows up a row of a sample
        request | personen har frågat vem som läst | the person has asked who has read
        suspicion | misstanke om att någon läst utan skäl | a suspicion that somebody has read without a reason
        supervision | tillsyn eller utredning | supervision or an inquiry
    """,
}

# The list speaks of the person in English, and to the person in Swedish; the other two ways stand here and in
# app/portal/auditing_rows.py.
LOG_TO_YOU_EN = {
    "read-person": "read who you are and how you are reached",
    "read-timeline": "read your timeline",
    "read-timeline-picture": "read your timeline as a picture",
    "read-standing": "read the crisis plan, your own words and how you want to be reached",
    "read-person-export": "took out everything about you",
    "read-audit-person": "read as an auditor what is logged about you",
    "read-protection": "read which protection you have",
    "read-merges": "read which records about you are read as one",
    "read-named-handlers": "read who may open what is about you",
    "person-lookup": "looked you up by your identity number",
    "person-describe": "changed your name or how you are reached",
    "person-renumbered": "put your identity number in the place of a coordination number",
    "merge-proposed": "proposed that your record and another one are about the same person",
    "merge-declined": "declined that your record and another one are about the same person",
    "merge-applied": "decided that two records about you are read as one",
    "merge-undone": "decided that records that were read as one are apart again",
    "protection-stated": "changed your protection",
    "handler-named": "named a caseworker who may open what is about you",
    "handler-ended": "decided that a caseworker may no longer open what is about you",
    "key-destruction": "made your name and how you are reached unreadable for good",
}
"""The acts of log-action that are done to the person, as that person is told of them in English."""
