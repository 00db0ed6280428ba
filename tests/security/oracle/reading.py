"""Who reads what of a person: each item and each view, and in which words."""

from typing import Final

from tests.security.oracle.row import Row, read

READING: Final[dict[str, Row]] = {
    "GET /activities/{activity}": read("act_own", "act_planned"),
    "GET /appointments/{appointment}": read("appt"),
    "GET /appointments/{appointment}/invitation": read("appt", says="its place"),
    "GET /assignments/{assignment}": read("assignment", "assignment_party"),
    "GET /calls/{call}": read("call_party", "call_addressee"),
    "GET /calls/{call}/invitation": read("call_party", "call_addressee", says="its place"),
    "GET /consents/{consent}": read("consent"),
    "GET /contact-wishes/{contactwish}": read("wish"),
    "GET /crisis-plans/{crisisplan}": read("crisis"),
    "GET /emergency-accesses/{emergencyaccess}": read("emergency"),
    "GET /end-reports/{endreport}": read("end_report"),
    "GET /facts/{fact}": read("fact_shared", "fact_own"),
    "GET /follow-ups/{followup}": read("follow_up"),
    "GET /goal-outcomes/{goaloutcome}": read("goal_outcome"),
    "GET /goals/{goal}": read("goal"),
    "GET /handlers/{handler}": read("handler"),
    "GET /ladder-steps/{ladderstep}": read("step"),
    "GET /legal-bases/{legalbasis}": read("legal_basis"),
    "GET /main-responsible/{mainresponsible}": read("main"),
    "GET /mandates/{mandate}": read("mandate"),
    "GET /meetings/{meeting}": read("meeting"),
    "GET /messages/{message}": read("message", "message_party", "message_person"),
    "GET /minutes/{minutes}": read("minutes"),
    "GET /needs/{need}": read("need_work", "need_health"),
    "GET /ownerships/{ownership}": read("ownership"),
    "GET /participants/{participant}": read("part_plan"),
    "GET /questionnaires/{questionnaire}": read("answers"),
    "GET /referrals/{referral}": read("ref_sent"),
    "GET /referrals/{referral}/path": read("ref_sent", says="its path"),
    "GET /tasks/{task}": read("task"),
    "GET /voices/{voice}": read("voice"),
    # The plan: whoever does not see the plan itself is told nothing of it.
    "GET /plans/{plan}": read("plan", "draft", says="the plan"),
    "GET /plans/{plan}/archive": read("plan", only="agencies", known="who takes part", says="its own items"),
    "GET /plans/{plan}/completeness": read("plan", says="nothing"),
    "GET /plans/{plan}/costs": read("plan", says="its costs"),
    "GET /plans/{plan}/deadlines": read("plan", says="nothing"),
    "GET /plans/{plan}/history": read("plan", says="its history", asks="?limit=100"),
    "GET /plans/{plan}/messages": read("plan", says="its messages"),
    "GET /plans/{plan}/outcome": read("plan", says="its outcome"),
    "GET /plans/{plan}/versions": read("plan", says="its versions"),
    "GET /plans/{plan}/versions/{version}": read("plan", says="its version"),
    "GET /plans/{plan}/versions/{version}/differences": read("plan", says="what came since"),
    "GET /plans/{plan}/contact-wishes": read(
        "wish in plan", known="its readers and those of what stands", says="what stands"
    ),
    "GET /plans/{plan}/crisis-plan": read(
        "crisis in plan", known="its readers and those of what stands", says="what stands"
    ),
    "GET /plans/{plan}/voice": read("voice in plan", known="its readers and those of what stands", says="what stands"),
    # The person. An agency that has nothing of somebody is given an empty list of findings, as of nobody.
    "GET /persons/{person}": read("person", known="who knows the person", says="the name"),
    "GET /persons/{person}/access-log": read("person", known="the person", says="nothing"),
    "GET /persons/{person}/consents": read("person", known="who knows the person", says="its consents"),
    "GET /persons/{person}/corrections": read("person", known="who knows the person", says="nothing"),
    "GET /persons/{person}/export": read("person", known="the person", says="everything"),
    "GET /persons/{person}/findings": read("person", known="agencies and the person", says="the name by a finding"),
    "GET /persons/{person}/legal-holds": read("person", known="who knows the person", says="why it is kept"),
    "GET /persons/{person}/merges": read("person", known="who knows the person", says="nothing"),
    "GET /persons/{person}/named-handlers": read(
        "person", needs="unit", only="agencies", known="agencies and the person", says="nothing", protected="everybody"
    ),
    "GET /persons/{person}/protection": read("person", known="who knows the person", says="the protection"),
    "GET /persons/{person}/timeline": read("person", known="who knows the person", says="the timeline"),
    "GET /findings/{finding}": read("finding", known="its own actor", says="the name by a finding"),
    "GET /findings/{finding}/explanation": read("finding", known="its own actor", says="its evidence"),
    # An actor's own: its caseworkers, and what went from one to another.
    "GET /caseload": read(only="caseworkers", known="everybody", says="the caseload", asks="?limit=100"),
    "GET /caseload-transfers/{transfer}": read("transfer", known="its own actor", says="the transfer"),
    "GET /colleagues": read(only="agencies", known="everybody", says="nothing"),
    "GET /deputies": read(only="caseworkers", known="everybody", says="nothing"),
    "GET /escalations": read(known="everybody", says="nothing"),
    "GET /persons-without-handler": read(
        needs="unit", only="agencies", known="everybody", says="who waits", asks="?limit=100"
    ),
    # For whom one acts: nobody here, since no mandate has been accepted.
    "GET /represented-persons": read(known="everybody", says="nothing"),
    "GET /findings": read(known="everybody", says="the names by findings at hand", asks="?limit=100"),
}
