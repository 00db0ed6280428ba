"""The words for what is done to the items of a plan, and for the fields that it changes."""

# As in app/domain/labels.py: code | Swedish | English.
CHANGE_LISTS = {
    "act": """
        added | lades till | added
        reported | rapporterades | reported
        voided | togs bort | taken away
        kept | svaret behölls | the answer was kept
        acceptance | godkändes | accepted
        activation | började gälla | came into force
        refusal | avböjdes | refused
        start | började | started
        completion | fullföljdes | completed
        failure | ledde inte vidare | led to nothing
        interruption | bröts | interrupted
        dropout | avbröts av personen | dropped out of
        cancellation | ställdes in | cancelled
        answer | besvarades | answered
        withdrawal | återkallades | withdrawn
        replacement | ersattes av ett nyare | replaced by a newer one
        holding | genomfördes | held
        rebooking | bokades om | rebooked
        closing | avslutades | closed
        reopening | öppnades igen | reopened
        outcome | ledde fram till något | came to something
        amendment | ändrades | amended
        transfer | lämnades över till en kollega | handed over to a colleague
        corrected | togs bort, den gällde någon annan | taken away, it was about somebody else
        relocated | kom hit, den stod på fel person | put here, it was on the wrong person
        frozen | fastställdes | agreed on
        accepted | godkändes | accepted
        accepted-on-paper | godkändes på papper | accepted on paper
        acceptance-contradicted | godkännandet på papper motsades | the acceptance on paper was contradicted
    """,
    "field": """
        title | rubrik | title
        category | område | category
        disclosure | vem som får ta del | who may receive it
        tentative | ännu inte överenskommet | not yet agreed
        actor | aktör | actor
        actors | aktörer | actors
        categories | områden | categories
        birth_date | födelsedag | birth date
        deceased_on | avliden | deceased
        code | slag | sort
        detail | detalj | detail
        extent | omfattning i procent | extent in percent
        form | form | form
        on | dag | day
        by | senast | by
        start | början | start
        end | slut | end
        planned_start | planerad början | planned start
        planned_end | planerat slut | planned end
        outcome | utfall | outcome
        mandatory | obligatorisk | mandatory
        weekly_hours | timmar i veckan | hours a week
        offer | plats i insatskatalogen | place in the catalogue of activities
        weekly_cost | kostnad i veckan, kronor | weekly cost, kronor
        payer | vem som betalar | who pays
        need | behov | need
        self_handled | sköts av personen själv | handled by the person
        internal | bara en myndighets enheter | one agency's units only
        linked | kopplad till den gemensamma planen | linked to the shared plan
        limit | längsta väntan i dagar | longest wait in days
        updates | besked | updates
        withdrawn_on | återkallat | withdrawn
        to | till | to
        sent | skickad | sent
        meeting_on | mötesdag | day of the meeting
        answered | besvarad | answered
        answer | svar | answer
        started | påbörjad | started
        closed | avslutad | closed
        refusal | skäl till nej | why it was refused
        failure | varför det inte ledde vidare | why it led to nothing
        previous | överlämningen innan | the referral before
        despite | varför ändå | why all the same
        cancelled_on | inställd | cancelled
        due | ska hållas | due
        booked_on | bokad | booked
        held | hållen | held
        rebooked_on | ombokad | rebooked
        appointment | bokat möte | booked meeting
        at | klockslag | time
        duration | längd i minuter | length in minutes
        place | plats | place
        deputy | ersättare | deputy
        meeting | möte som hölls | meeting that was held
        text | text | text
        decisions | beslut | decisions
        amends | ändrar | amends
        amended_by | ändrad genom | amended by
        minutes | anteckningar från mötet | minutes of the meeting
        activity | insats | activity
        user | handläggare | caseworker
        transfer | överlämnad genom | handed over by
        note | till den som tar över | for whoever takes over
        given_as | hur det gavs | how it was given
        witness | vem som såg det | who saw it
        second_witness | vem som också såg det | who saw it too
        kept | var papperet finns | where the paper is
        professional | målet med yrkesord | the goal in professional words
        closing_note | om avslutet | about the closing
        goal | mål | goal
        follow_up | uppföljning | follow-up
        step | steg mot arbete | step towards work
        note | kommentar | note
        heard | blir lyssnad på | is listened to
        my_goals | egna mål | own goals
        who_does_what | vet vem som gör vad | knows who does what
        whom_to_call | vet vem att ringa | knows whom to call
        better_off | har fått det bättre | is better off
        written_down | nedtecknat åt personen | written down for the person
        words | personens egna ord | the person's own words
        done | vad som gjorts | what was done
        reached | mål som nåtts | goals that were reached
        remains | vad som återstår | what remains
        closed_on | planen avslutad med den | plan closed with it
        frozen | fastställd version | version agreed on
        accepted | godkänd version | version accepted
        guardian | vårdnadshavare som samtyckt | guardian who consented
        mandate | fullmakt | mandate
        purpose | ändamål | purpose
        replaces | ersätter | replaces
        replaced_on | ersatt | replaced
        provision | bestämmelse | provision
        why | skäl | why
        until | till och med klockan | until
        proxy | företrädare | who acts for the person
        powers | får göra | may do
        accepted_on | godkänd | accepted
        about | om | about
        thread | tråd | thread
        addressed_to | ställt till | addressed to
        closes | behöver inget svar | needs no answer
        early_signs | tidiga tecken | early signs
        what_helps | det som hjälper | what helps
        what_to_avoid | det som inte hjälper | what to avoid
        contacts | vem man ringer | whom to call
        on_paper | personens svar på papper | the person's answer on paper
        channels | sätt att nås | ways to be reached
    """,
}
