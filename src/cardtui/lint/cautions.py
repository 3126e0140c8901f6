"""English words that hurt, leave somebody out, or say nothing; each with its reason and a better way.

Words that tell what a card is about are in ``sensitive_topics.yaml``.

The lists are our own reading of what goes wrong between two people: a rule made of one time, a verdict, a test, a word
out of a textbook. They are short on purpose. What they cannot see, a reader has to.
"""

from __future__ import annotations

import msgspec

from cardtui.deck.codes import AdviceCode
from cardtui.deck.topics import Topic


class Caution(msgspec.Struct, frozen=True):
    """Words to think twice about.

    pattern: a regular expression without groups of its own, for whole words. reason: goes on from the word: "makes a
    rule of it". better: what to do instead. unless: topics that say what the word is about, so that nobody meets it
    unasked. fields: where it matters.
    """

    code: AdviceCode
    pattern: str
    reason: str
    better: str
    unless: tuple[Topic, ...] = ()
    fields: tuple[str, ...] = ("prompt", "stem", "listen")


_NAME = r"(?:\{partner\}|your partner)"

_ASKING = (
    Caution(
        "asks-about-partner",
        rf"why (?:(?:does|do|did|is|was|has|had|can|could|would|will)(?:n['’]t)?|won['’]t|can['’]t) {_NAME}|why is it that {_NAME}",
        "asks the speaker to explain the other, who has to sit there and listen",
        "ask what the speaker saw, felt or wished",
    ),
    Caution(
        "asks-about-partner",
        rf"what(?:['’]s| is) wrong with|what (?:annoys|bothers|irritates|upsets|frustrates)[^.?!]{{0,40}} about {_NAME}"
        rf"|(?:what|where) is {_NAME} (?:bad|worse|wrong)|what does {_NAME} do wrong|{_NAME} let you down|{_NAME} would stop"
        rf"|(?:could|can|would|might) {_NAME} (?:be (?:a )?better|change|improve|do better|do differently|stop)"
        rf"|(?:faults?|flaws?|weakness(?:es)?|failings?|bad habits?) of {_NAME}"
        rf"|{_NAME}['’]s (?:\w+ )?(?:faults?|flaws?|weakness(?:es)?|failings?|bad habits?|mistakes?)"
        rf"|{_NAME} (?:needs|has|ought) to (?:change|learn|stop|understand|grow|improve|apologise|apologize|do more|do less)",
        "asks for a verdict on the one who listens",
        "ask for the speaker's own side of it",
    ),
    Caution(
        "all-or-nothing",
        r"always|never(?! mind)|constantly|every single time|nothing ever|no one ever|nobody ever",
        "makes a rule out of some times, and rules invite an argument",
        "write 'lately', 'often', or tell of one time",
    ),
    Caution(
        "pressing-word",
        r"admit(?:s|ted|ting)?|confess(?:es|ed|ing|ions?)?|own up to",
        "turns a card into a hearing",
        "write 'say' or 'tell'",
    ),
    Caution(
        "pressing-word",
        r"should(?:n['’]t)?(?: have)?(?! (?:it|there)\b)|ought to|(?<!a )must(?:n['’]t)?(?! have been)",
        "says how somebody has to be",
        "write what the speaker would like, or wishes",
    ),
    Caution(
        "pressing-word",
        r"be honest|honestly|to be honest|truthfully|tell the truth|the whole truth",
        "doubts every other answer",
        "leave it out",
    ),
    Caution(
        "worst-time",
        r"(?:the|your) (?:very )?(?:worst|hardest|most (?:painful|hurtful|embarrassing|humiliating|shameful|difficult|awful))"
        r" (?:\w+ )?(?:time|thing|moment|day|week|year|memory|experience|part|fight|argument|mistake|word|sentence)s?",
        "asks for the largest one, where a small one would do more good",
        "write 'a time when', or 'something that'",
    ),
    Caution(
        "worst-time",
        r"(?:biggest|greatest|deepest) (?:regrets?|fears?|pain|hurts?|mistakes?|failures?|shame|wounds?|disappointments?)",
        "asks for the largest one, where a small one would do more good",
        "ask for one, of any size",
    ),
    Caution(
        "keeps-score",
        r"on a scale|out of (?:ten|five|10|5)|from (?:one|1) to (?:ten|five|10|5)|rate (?:each|your|how|the|this|that|\{partner\})|ranks?|grade (?:each|your|how|the|this|that|\{partner\})|keep(?:ing)? score"
        r"|how many times|which of (?:you|the two of you) (?:is|was|does|did|has)|compare your|who (?:is|was|does|did|has) (?:more|better|right|wrong|the (?:better|worse))|who wins?|the winner|the loser"
        rf"|better than {_NAME}|quiz(?:zes)?|(?:a|the) test\b(?! of)|test (?:each other|{_NAME})|prove|guess (?:what|which|how) {_NAME}",
        "counts or tests, and then one of the two does worse",
        "ask for one thing, or let the two do it together",
    ),
    Caution(
        "extracts-promise",
        r"promis(?:e|es|ed)|swear(?: to)?|vow(?:s|ed)?|pledge[sd]?|guarantee[sd]?|commit(?:ment|ments| to)|from now on",
        "ties somebody down, and a promise that breaks does more harm than none",
        "ask for a wish, or for something to try once",
    ),
)

_PEOPLE = (
    Caution(
        "gendered-word",
        r"he/she|s/he|he or she|he|she|him|himself|herself",
        "leaves some people out",
        "write '{partner}' or 'they'",
    ),
    Caution(
        "gendered-word",
        r"his/her|his or her|her|his|hers",
        "leaves some people out",
        "write '{partner}'s' or 'their'",
    ),
    Caution(
        "gendered-word",
        r"(?:your |my )?(?:husband|wife|boyfriend|girlfriend)|husbands|wives|boyfriends?|girlfriends?|hubby|wifey|fianc[ée]e?s?|better half|(?:your|my) other half|ladies|gentlemen|you guys|man of the house",
        "leaves some people out",
        "write '{partner}'",
    ),
    Caution(
        "assumed-life",
        r"spouses?|marriages?|married|marry(?:ing)?|weddings?|honeymoons?|anniversar(?:y|ies)|(?:get|got|getting|become) engaged|engagement",
        "is not everybody's life; friends play, too, and a parent with a grown child",
        "write 'the two of you'",
    ),
    Caution(
        "assumed-life",
        r"romantic|romance|date nights?|(?:fall(?:ing)?|fell|be|being) in love|in love with|love life|(?:a|your|old|new|young) lovers?|soulmates?|as a couple|couples?(?! of| more| times)",
        "assumes that the two are a couple",
        "write 'the two of you', or tag the card 'intimacy'",
        ("intimacy",),
    ),
    Caution(
        "assumed-life",
        r"(?:your|our) (?:own )?(?:kids?|children|sons?|daughters?|bab(?:y|ies))|kids|as parents|parenting|parenthood|pregnan(?:t|cy)",
        "assumes children",
        "write 'someone close'",
    ),
    Caution(
        "assumed-life",
        r"your (?:shared |own )?(?:bed|bedroom|household)|our (?:home|house|flat|bed|bedroom|kitchen)|share (?:a|your|the) (?:home|roof|bed|flat|house|room)"
        r"|liv(?:e|ed|ing) together|under one roof|mov(?:e|ed|ing) in together",
        "assumes that the two live together",
        "write 'where you are', or tag the card 'home'",
        ("home",),
    ),
    Caution(
        "assumed-life",
        r"(?:your|our) (?:own )?(?:mother(?! tongue)|father|parents?)|(?:your |our )?(?:mum|mom|mummy|mommy|dad|daddy)",
        "assumes living, or kind, parents",
        "write 'someone who looked after you', or tag the card 'family'",
        ("family",),
    ),
    Caution(
        "assumed-body",
        r"eye contact|into (?:each other['’]s|\{partner\}['’]s|one another['’]s) eyes|(?:each other|one another|\{partner\}) in the eyes?"
        r"|gaz(?:e|ed|ing) (?:at|into)|stare? (?:at|into) each other",
        "assumes sight, and is hard for many",
        "write 'turn to each other'",
    ),
    Caution(
        "assumed-body",
        r"listen to (?:the|a|some) (?:music|songs?|rain|sounds?|silence|wind|sea|room)",
        "assumes hearing",
        "offer another way, or leave open how it is taken in",
        (),
        ("prompt",),
    ),
    Caution(
        "assumed-body",
        r"stand(?:ing)? up|jump(?:ing)?|run(?:ning)? (?:to|around|up|down)|climb (?:up|on|over|a|the)|kneel(?:ing)?|dance (?:together|with|to|for|around|one|a)|walk(?:ing)? (?:to|around|up|down|out|over|round)",
        "is not for every body",
        "offer another way, or tag the card 'body'",
        ("body",),
        ("prompt",),
    ),
)


def _jargon(pattern: str, better: str) -> Caution:
    return Caution("jargon", pattern, "is a word from books about feelings, and nobody's own", better)


def _worn(pattern: str) -> Caution:
    return Caution("worn-phrase", pattern, "is in a hundred lists of questions", "look for the small thing behind it")


_SOUND = (
    _jargon(r"journeys?", "write 'way', or what happened"),
    _jargon(r"unpack(?:s|ed|ing)?", "write 'say more about'"),
    _jargon(r"h[eo]ld(?:ing)? space|safe spaces?", "write 'listen', or 'room'"),
    _jargon(r"love languages?", "say which small thing feels good"),
    _jargon(r"inner (?:child|critic|world)", "write 'you, when you were younger', or what the voice says"),
    _jargon(r"trigger(?:s|ed|ing)?", "write 'what gets to you'"),
    _jargon(r"toxic|red flags?|green flags?", "say what was done, and how it felt"),
    _jargon(r"(?:your|set|setting|healthy|personal|own) boundar(?:y|ies)|boundaries", "write 'a no', or 'room'"),
    _jargon(r"vulnerab(?:le|ility)", "write 'open', or 'a bit bare'"),
    _jargon(r"authentic(?:ally|ity)?|true self|best self", "leave it out"),
    _jargon(r"validat(?:e|es|ed|ing|ion)", "write 'understand'"),
    _jargon(
        r"process(?:es|ed|ing)? (?:your|the|this|that|it|feelings?|emotions?|what)|emotions?|emotional(?:ly)?",
        "write 'feel', 'feeling'",
    ),
    _jargon(r"self-(?:care|love|esteem|worth|compassion)", "say which small thing does good"),
    _jargon(r"(?<!road )(?<!school )(?<!street )closure", "write 'an end', or 'peace'"),
    _jargon(r"mindful(?:ly|ness)?|intentional(?:ly|ity)?", "write 'with care', or 'on purpose'"),
    _jargon(r"quality time", "write 'time'"),
    _jargon(r"communicat(?:e|es|ed|ing|ion)", "write 'talk', or 'say'"),
    _jargon(r"relationships?|partnerships?", "write 'the two of you', or 'between you'"),
    _jargon(r"intimate(?:ly)?", "write 'close'"),
    _jargon(
        r"meaningful|impactful|empower(?:s|ed|ing)?|nurtur(?:e|es|ed|ing)|resonat(?:e|es|ed)|cherish(?:es|ed)?",
        "say what it did",
    ),
    _jargon(r"reflect(?:ed|ing)? (?:on|upon)", "write 'think of'"),
    _jargon(
        r"shar(?:e|es|ed|ing) (?:a|an|your|how|what|with|something|one|some) ?(?:feelings?|thoughts?|memor(?:y|ies)|stor(?:y|ies)|moments?|experiences?)",
        "write 'tell', or 'say'",
    ),
    _jargon(
        r"(?:re)?connect(?:s|ed|ing|ion)? (?:with|to) (?:each other|\{partner\}|yourself|your)|connection between",
        "write 'close to'",
    ),
    _jargon(r"gratitude|grateful", "write 'thanks', 'glad of'"),
    _jargon(r"heal(?:s|ed)?|healing(?! tea)|coping|cope with", "say what helps"),
    _jargon(r"express(?:es|ed|ing)? (?:your|how|love|thanks|feelings?)", "write 'say'"),
    _jargon(r"deep(?:ly|er|est)? (?:feelings?|emotions?|level|love|desires?)|on a deeper level", "leave 'deep' out"),
    _jargon(
        r"(?:have|get|meet) (?:your|their) needs|needs? (?:are )?(?:being )?met|unmet needs?", "say what would be good"
    ),
    _worn(
        r"desert(?:ed)? island|bucket list|perfect day|ideal day|superpowers?|time machine|crystal ball|message in a bottle"
    ),
    _worn(
        r"favou?rite (?:memory|memories|childhood memory|thing about)|first impressions?|love at first sight|guilty pleasures?"
    ),
    _worn(
        r"(?:in|next) (?:five|ten|5|10|twenty|20) years|win(?:ning)? the lottery|won the lottery|three wishes|dinner with anyone|dead or alive"
    ),
    _worn(
        r"spirit animal|which animal|what animal|(?:one|three) words? (?:to|that) describes?|in (?:one|three) words?"
    ),
    _worn(
        r"comfort zone|follow your (?:heart|dreams?)|live (?:your life )?to the full(?:est)?|make every day count|what makes you happy|dream (?:date|vacation|holiday|home|job)"
    ),
)

CAUTIONS: tuple[Caution, ...] = (*_ASKING, *_PEOPLE, *_SOUND)
