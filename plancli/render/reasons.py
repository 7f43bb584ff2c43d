"""Rule ids -> what the rule says, for people.

Promise: an id that has no sentence of its own gets that of the family it is named after, so every rule has one.
"""

from __future__ import annotations

from plancli.lexicon import Lexicon

_MEANINGS = {
    "bound": "a bound stands beside the number",
    "indicator": "where the words for what is measured stand",
    "indicator.bracket_list": "what is measured is listed before the brackets",
    "indicator.cell": "the row of the table says what is measured",
    "indicator.count": "the counted thing itself is what is measured",
    "indicator.lead": "the words before the number say what is measured",
    "indicator.noun_after": "the words after the number say what is measured",
    "indicator.part": "a part of what the number before it measures",
    "indicator.previous": "what is measured is named in the clause before",
    "indicator.respectively": "indicators and numbers are paired in order (分别)",
    "indicator.topic": "the subject of the clause is what is measured",
    "indicator.verb": "the verb and its object are what is measured",
    "number": "how the number is written",
    "role": "what the number does in its sentence",
    "role.achieved": "it has been reached or is the case",
    "role.achieved.compared": "statistics compare it with an earlier month or year",
    "role.achieved.date": "its date lies before the document's own",
    "role.achieved.heading": "the heading it stands under looks back",
    "role.achieved.words": "a word beside it says that it is so already",
    "role.budget": "money that is already allotted",
    "role.cell": "a cell of a table that is no goal: a past year, a label, statistics",
    "role.date": "a date or a span of years",
    "role.document": "the kind of document sets no goals",
    "role.document.results": "a company's results report what was earned",
    "role.document.statistics": "a statistics release reports what was measured",
    "role.fee": "a price, a fee or a penalty",
    "role.forecast": "somebody expects it; the issuer does not set it",
    "role.name": "part of a name, an ordinal or an idiom",
    "role.none": "no rule saw a goal in it",
    "role.norm": "a standing norm, which the plan does not raise",
    "role.norm.must_not": "the sentence says what must or must not be",
    "role.norm.rules": "the document lays down rules, not goals",
    "role.ordinal": "an ordinal",
    "role.qualifier": "it says which things are meant, not how many",
    "role.qualifier.attribute": "it describes the thing that another number counts",
    "role.qualifier.before_count": "another number counts what it describes",
    "role.qualifier.duration": "it says how long",
    "role.reference": "the value that the goal is compared with",
    "role.reference.start": "the value that the goal starts from",
    "role.subsidy": "a grant or an award",
    "role.target": "a goal of the issuer",
    "role.target.bracket_list": "numbers in brackets, one for each thing listed before",
    "role.target.cell": "a cell of an indicator table with a future year",
    "role.target.decrease": "something is to be cut by it",
    "role.target.deliver": "something is to be built, made or held in that number",
    "role.target.increase": "something is to be added or raised by it",
    "role.target.level": "a level to reach or to keep",
    "role.target.list": "an item of a list that its lead calls goals",
    "role.target.part": "a part of a goal",
    "role.target.share": "a share that is to be covered",
    "role.target.stated": "the clause states it as a goal",
    "role.threshold": "a limit or a condition for somebody",
    "role.threshold.condition": "a condition that something must meet to be meant",
    "role.threshold.eligible": "a condition for applying or taking part",
    "role.threshold.limit": "a technical limit",
    "statement.heading": "the headline states it",
    "unit": "the unit it is counted in",
}


def meaning(rule: str, lexicon: Lexicon) -> str:
    """What the rule *rule* says: its own sentence, its lexicon entry's, or that of its family."""
    if rule in _MEANINGS:
        return _MEANINGS[rule]
    table, _, identifier = rule.partition(".")
    for entry in lexicon.table(table):
        if entry.id == identifier and entry.meaning:
            return entry.meaning
    while "." in rule:
        rule = rule.rpartition(".")[0]
        if rule in _MEANINGS:
            return _MEANINGS[rule]
    return ""
