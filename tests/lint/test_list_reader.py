"""Real-world lists: from forms, flashcards, notes, chats and programs. Nothing is dropped silently."""

from __future__ import annotations

import json
import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cardtui.lint.deck_writer import is_writable
from cardtui.lint.list_import.list_rows import CannotImport
from cardtui.lint.list_import.prompt_text import has_words, plain_text
from cardtui.lint.list_import.suit_writer import Imported
from lint.checked_cards import imported


def read(text: str | bytes, name: str = "list.txt") -> tuple[list[str], Imported]:
    """The prompts that were found in a list, and what was made of it."""
    made, suit = imported(text, name)
    return [card.prompt for card in suit.cards], made


def prompts_of(text: str | bytes, name: str = "list.txt") -> list[str]:
    return read(text, name)[0]


RAIN, SNOW = "What of rain?", "What of snow?"


# Lines


@pytest.mark.parametrize(
    "mark",
    ["- ", "* ", "+ ", "• ", "– ", "- [ ] ", "- [x] ", "[ ] ", "[X] ", "☐ ", "1. ", "1) ", "(1) ", "12.\t", "1000. ",
     "a) ", "(b) ", "iv) ", "Q1: ", "Q1. ", "Q: ", "Question 3: ", "Card 12 - ", "#1 ", "#1: ", "№ 1 ", "1️⃣ ", "① ",
     "o\t", "  o\t", "\uf0b7\t", "\uf0a7 ", "> ", "> > - ", "- 1. ", "  * [ ] 2) ", "**1.** ", "-> ", "1.", "１．"],
)  # fmt: skip
def test_marks_before_a_prompt_are_cut_and_noted(mark: str) -> None:
    prompts, made = read(f"{mark}{RAIN}\n")
    assert prompts == [RAIN]
    assert any(note.startswith("line 1: ") for note in made.notes)


@pytest.mark.parametrize(
    "marks", ["A. |B. ", "I. |II. ", "ix. |x. ", "1: |2: ", "1 - |2 - ", "1999. |2000. ", "1/ |2/ "]
)
def test_a_neighbor_makes_possible_text_a_mark(marks: str) -> None:
    one, other = marks.split("|")
    assert prompts_of(f"{one}{RAIN}\n{other}{SNOW}\n") == [RAIN, SNOW]
    assert prompts_of(f"{one}{RAIN}\nX {SNOW}\n")[0] == f"{one.strip()} {RAIN}"


@pytest.mark.parametrize(
    "prompt",
    ["I feel ____ when ____.", "5 * 3 * 2 is what?", "a <b and c> d?", "snake_case_name?", "{partner}’s *wish?",
     "1 + 1 = ?, you say", "A. Milne wrote what?", "3-year-olds ask what?", "2.5 hours of what?",
     "[your partner] says?", "“Yes” and “no”?", "AT&T or R&D?", 'What is 12" long?', "7:30 is when?",
     "Tell me – slowly – what happened.", "What did you keep from the year 1999. Where is it?", "1984: what then?",
     "1999. What was that like?", "-5 degrees, and you were out. Where?", "What is it - in one word?"],
)  # fmt: skip
def test_what_only_looks_like_a_mark_is_text(prompt: str) -> None:
    prompts, made = read(f"{prompt}\n{SNOW}\n")
    assert prompts == [prompt, SNOW]
    assert [note for note in made.notes if note.startswith("line")] == []


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("What **made** you _smile_?", "What made you smile?"),
        ("***Really?***", "Really?"),
        ('What of [the sea](https://a.example/b_(c) "Title")?', "What of the sea?"),
        ("What of `home` and ~~not~~ ==here==?", "What of home and not here?"),
        ("What of [[Place|home]]?[^1]", "What of home?"),
        (r"What of 5 \* 3\_2 \#1?", "What of 5 * 3_2 #1?"),
        ("What made<br>you&nbsp;smile &amp; laugh?", "What made you smile & laugh?"),
        ("It&#39;s &quot;<b>you</b>&quot;&hellip; <span style='x'>home</span>?", 'It\'s "you"… home?'),
        ('<p class="a">What of rain?</p><!-- not this -->', "What of rain?"),
        ("&lt;b&gt; is what?", "<b> is what?"),
        ("What\u200b of \ufeffra\u00adin?", "What of rain?"),
        ("What of scho\u0308n?", "What of schön?"),
    ],
)
def test_text_is_made_plain(written: str, read: str) -> None:
    assert (plain_text(written)[0], prompts_of(f"- {written}\n")) == (read, [read])


@pytest.mark.parametrize(
    "text",
    [
        f"<ul>\n<li>{RAIN}</li><li class='x'>{SNOW}</li>\n</ul>",
        *(f"{RAIN}{sign}{SNOW}" for sign in ("\u2028", "\u2029", "\v", "\f", "\x85", "\x1c", "\r", "\r\n")),
        *(f"prompt,depth{sign}{RAIN},1{sign}{SNOW},2" for sign in ("\u2028", "\v", "\x85", "\r", "\r\n")),
    ],
)
def test_whatever_parts_lines_parts_cards(text: str) -> None:
    assert prompts_of(text) == [RAIN, SNOW]


def test_markdown_gives_prompts_and_reports_rest() -> None:
    text = (
        f"---\ntitle: Ours\ntags: [a]\n---\n# Easy\n\n{RAIN}\n---\n* * *\nDeep\n====\n```text\n{SNOW}\n```\n"
        "| Nr | Frage | Autor |\n|---:|:------|-------|\n| 1 | What of fog? | Ana |\n| 2 | What of \\| ice? | Ben |\n"
    )
    prompts, made = read(text)
    assert prompts == [RAIN, SNOW, "What of fog?", "What of | ice?"]
    assert re.findall("# Easy|# Deep|rain|snow", made.text.partition("cards:")[2]) == [
        "# Easy",
        *["rain"] * 2,
        "# Deep",
        *["snow"] * 2,
    ]
    assert made.skipped == (
        "13 lines skipped: front matter (lines 1, 2, 3, 4), heading (lines 5, 10), no words (lines 8, 9, 11), "
        "code fence (lines 12, 14), head of a table (lines 15, 16)"
    )
    assert "lines 17, 18: 'Autor' has no place on a card, and became a comment" in made.notes


def test_an_indented_line_continues_its_item() -> None:
    text = f"1. Who taught you\n   to be kind?\n2. {RAIN}\n   - {SNOW}\n\n   Fog?\n   Ice?\n"
    prompts, made = read(text)
    assert prompts == ["Who taught you to be kind?", RAIN, SNOW, "Fog?", "Ice?"]
    assert "line 2: was joined to the line above, for it is indented below it" in made.notes


def test_answers_are_no_cards() -> None:
    prompts, made = read(f"Q: {RAIN}\nA: wet\nQ2: {SNOW}\nA2. white\n")
    assert (prompts, made.skipped) == ([RAIN, SNOW], "2 lines skipped: answer (lines 2, 4)")
    assert prompts_of(f"A: {RAIN}\n") == [f"A: {RAIN}"]


def test_columns_without_a_header_are_not_glued() -> None:
    prompts, made = read(f"{RAIN}\twet\thome\n1\t{SNOW}\n")
    assert prompts == [RAIN, SNOW]
    assert "line 1: 'column 2' has no place on a card, and became a comment" in made.notes
    assert "# column 3: home" in made.text


# Tables


@pytest.mark.parametrize("row", ["Ana\t{}", "3\tAna\t{}", "{}\tbecause it is", "Ana\t{}\tyes", "Ana\tAt home\t{}"])
def test_question_column_is_used_without_header(row: str) -> None:
    rows = [row.format(prompt) for prompt in (RAIN, SNOW, "Tell of fog.")]
    assert prompts_of("\n".join([*rows, "What else?"])) == [RAIN, SNOW, "Tell of fog.", "What else?"]


@pytest.mark.parametrize("name", ["list.csv", "list.txt", "list.tsv"])
@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_a_form_with_a_question_column_is_a_table(name: str, sign: str) -> None:
    text = f"Timestamp,Question,Category\n2026/01/02,{RAIN},home\n2026/01/03,{SNOW},pets\n".replace(",", sign)
    prompts, made = read(text, name)
    assert prompts == [RAIN, SNOW]
    assert "topics: [home]" in made.text
    assert "lines 2, 3: 'Timestamp' has no place on a card, and became a comment" in made.notes


@pytest.mark.parametrize("name", ["list.csv", "list.txt", "list.md"])
def test_bars_split_columns_below_a_known_header(name: str) -> None:
    text = f"prompt|depth|who\n{RAIN}|1|Ana\n{SNOW}|3|Ben\n"
    prompts, made = read(text, name)
    assert prompts == [RAIN, SNOW]
    assert "depth: 3" in made.text
    assert prompts_of(f"prompt|depth\n---|---\n{RAIN}|1\n", "list.md") == [RAIN]
    assert prompts_of(f"| {RAIN} |\n| {SNOW} |\n", "list.md") == [RAIN, SNOW]
    assert prompts_of("Yes|no?\nWhat question|answer?\n", name) == ["Yes|no?", "What question|answer?"]


@pytest.mark.parametrize(
    ("header", "row"),
    [
        *(("Question,Prompt,Depth", f"Q1,{RAIN},1"), ("Text,question", f"x,{RAIN}")),
        *(("\ufeffprompt:,who", f"{RAIN},me"), ("Nr,Your question for us?,Name", f"1,{RAIN},Ana")),
        *(("Our deck,\n,\nprompt,depth", f"{RAIN},1"), ('"prompt" , "depth"', f'"{RAIN}" , "1"')),
        *(("sep=;\nPrompt;Depth", f"{RAIN};1"), ("SEP=|\nPrompt|Depth", f"{RAIN}|1")),
        ('\n\nprompt,"the\nauthor",depth', f"{RAIN},Ana,1"),
    ],
)
def test_the_column_of_the_prompts_is_found(header: str, row: str) -> None:
    assert prompts_of(f"{header}\n{row}\n", "list.csv") == [RAIN]


def test_hand_typed_quotes_spoil_no_table() -> None:
    rows = ['What is 12" long?,1', '"What is 13" long?",2', '"""Yes"", is what?",1', '"Unclosed, she said,2',
            f'"{RAIN}\nAnd snow?",3', f"{SNOW},1"]  # fmt: skip
    text = "prompt,depth\n" + "\n".join(rows)
    prompts, made = read(text, "list.csv")
    inches = ['What is 12" long?', 'What is 13" long?']
    assert prompts == [*inches, '"Yes", is what?', '"Unclosed, she said', f"{RAIN} And snow?", SNOW]
    assert "line 5: quotation marks that do not go around a whole cell stayed as they are" in made.notes


@pytest.mark.parametrize(
    ("table", "prompt"),
    [
        ("prompt,depth\nWhat, if anything, helps?,2", "What, if anything, helps?"),
        ("id;Question;topics;level\nfog;What; or who?;home;easy", "What; or who?"),
        ("prompt,kind,depth\nWhat, or who?,,", "What, or who?"),
        # The surplus may be in another column, or behind the last one.
        ("prompt,kind,depth\nWhat?,riddle,,", "What?"),
        ("prompt,topics\nWhat?,home,work", "What?"),
        ("prompt,stem,depth\nWhat?,I, too, like…,2", "What?"),
        ("prompt,author,depth\nWhat?,Smith, J.,2", "What?"),
    ],
)
def test_a_prompt_keeps_its_commas_where_all_else_then_fits(table: str, prompt: str) -> None:
    assert prompts_of(f"{table}\n", "list.csv") == [prompt]


def test_a_table_of_one_column_needs_no_quotes_and_no_header() -> None:
    assert prompts_of("Question\nWhat, or who, is it?\n", "list.csv") == ["What, or who, is it?"]
    assert prompts_of(f'"{RAIN}"\n"What, or ""who""?"\n', "list.csv") == [RAIN, 'What, or "who"?']


@pytest.mark.parametrize("name", ["anki.txt", "anki.csv"])
def test_flashcards_give_their_first_column(name: str) -> None:
    text = (
        "#separator:tab\n#html:true\n#guid column:1\n#tags column:4\n"
        "x7f\tWhat made you&nbsp;<b>smile</b>?\tbecause<br>of it\thome later\n"
        f'x7g\t"{RAIN}"\tyes\t\n'
    )
    prompts, made = read(text, name)
    assert prompts == ["What made you smile?", RAIN]
    assert "topics: [home]" in made.text
    assert "# column 3: because of it" in made.text
    assert "lines 5, 6: 'guid' has no place on a card, and became a comment" in made.notes


@pytest.mark.parametrize("name", ["list.txt", "list.md"])
@pytest.mark.parametrize("heading", ["Questions", "Cards", "Questions:", "**Prompts**"])
@pytest.mark.parametrize("marks", ["1. |2. ", "- |- ", "- [ ] |- [ ] ", "> |> ", "# Part two\n|"])
def test_a_heading_over_a_list_is_no_table(name: str, heading: str, marks: str) -> None:
    one, other = marks.split("|")
    prompts, made = read(f"{heading}\n{one}{RAIN}\n{other}{SNOW}\n", name)
    assert prompts == [RAIN, SNOW]
    assert "heading (line" in made.skipped


# JSON


@pytest.mark.parametrize("name", ["list.json", "list.txt", "list.md"])
@pytest.mark.parametrize(
    "text",
    [
        f'["{RAIN}", "{SNOW}"]',
        f'\ufeff[\r\n"{RAIN}",\r\n"{SNOW}",\r\n]',
        f'[{{"question": "{RAIN}", "tags": ["home"], "n": 1}}, {{"question": "{SNOW}"}}]',
        f'{{"title": "Ours", "cards": [{{"text": "{RAIN}"}}], "more": {{"deep": ["{SNOW}"]}}}}',
        f'{{"1": "{RAIN}", "2": "{SNOW}"}}',
        f'{{"prompt": "{RAIN}"}}\n{{"prompt": "{SNOW}"}}\n',
        f'[["{RAIN}", "{SNOW}"]]',
    ],
)
def test_json_is_read_whatever_its_file_is_called(text: str, name: str) -> None:
    assert prompts_of(text, name) == [RAIN, SNOW]


def test_escapes_of_json_are_characters() -> None:
    assert prompts_of(json.dumps(["Schön \U0001f600?"]), "list.json") == ["Schön \U0001f600?"]
    prompts, made = read(f'["Half \\ud83d?", "{RAIN}", 7, null]', "list.json")
    assert prompts == [RAIN]
    assert made.skipped == "1 line skipped: no words (line 1), holds U+D83D (half of a character) (line 1)"


@pytest.mark.parametrize(
    ("text", "name", "said"),
    [
        (f'["{RAIN}",\n"What of snow?]\n', "list.json", "line 2: JSON cannot be read here"),
        (f'["{RAIN}"\n"{SNOW}"]\n', "list.txt", "line 2: JSON cannot be read here (',' or ']' is missing)"),
        ("plain\n", "list.json", "line 1: JSON cannot be read here"),
        ("[" * 5000 + "]" * 5000, "list.json", "line 1: this JSON is nested too deep"),
        ('{"a": ' * 5000 + "1" + "}" * 5000, "list.json", "line 1: this JSON is nested too deep"),
        ("{}", "list.json", "line 1: there is no prompt"),
        *((text, "list.txt", "line 1: there is no prompt") for text in ("", "\n \n\t\n", "prompt\n", "prompt,kind\n")),
        (f"{RAIN}\n\0\n", "list.txt", "line 2: this is not a list of prompts"),
        (f"{RAIN}\n>>>>>>> theirs\n", "list.txt", "line 2: an unresolved git merge"),
        ("\n\nFrage;Autor\nWas?;A\n", "list.csv", "line 3: no column of this table is called 'prompt'; its first line"),
        ("Do you hear?;question;1\nDo you see?;question;2\n", "list.csv", "line 1: no column of this table is called"),
        ("prompt;author\n;Ana\n", "list.csv", "line 2 (no prompt): there is no prompt in this list"),
        (b"PK\x03\x04\0\0", "list.txt", "line 1: this is a spreadsheet or a document"),
        ("# only\n# notes\n", "list.md", "line 1 (heading): there is no prompt"),
        (b"\xc3\xa9\n\xff\n", "list.txt", "line 2: this is not UTF-8 (byte 0xff)"),
        (b"What\n\x81\n", "list.txt", "line 2: this is no text"),
        (b"{\\rtf1 What of rain?}", "list.txt", "line 1: this is RTF; save it as plain text"),
        (b"\xef\xbb\xbf{\\rtf1 What of rain?}", "list.md", "line 1: this is RTF; save it as plain text"),
        (b"%PDF-1.7\nWhat of rain?\n", "list.txt", "line 1: this is PDF; save it as plain text"),
        (b"\xff\xfeW\0h", "list.txt", None),
        (b"\xff\xfeW\0h\0\0", "list.txt", "line 1"),
    ],
)  # fmt: skip
def test_every_refusal_names_a_line(text: str | bytes, name: str, said: str | None) -> None:
    with pytest.raises(CannotImport) as caught:
        read(text, name)
    assert str(caught.value).startswith(said or "line ")


# Bytes


UNMARKED = [("", name) for name in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252")]


@pytest.mark.parametrize(("mark", "encoding"), [*UNMARKED, ("\ufeff", "utf-16-be"), ("\ufeff", "utf-32-be")])
def test_a_spreadsheet_may_use_its_own_encoding(mark: str, encoding: str) -> None:
    content = f"{mark}prompt;depth\r\nWas ist schön – für dich?;1\r\n{RAIN};2\r\n".encode(encoding)
    prompts, made = read(content, "list.csv")
    assert prompts == ["Was ist schön – für dich?", RAIN]
    guessed = [note for note in made.notes if "Windows-1252" in note]
    said = "line 2: not UTF-8, so the file was read as Windows-1252; look at letters like é and ä"
    assert guessed == [said] * (encoding == "cp1252")


def test_split_and_composed_letters_give_one_suit() -> None:
    text = "Was ist schön an dir?\n오늘 무엇이?\n"
    made = {read(unicodedata.normalize(form, text))[1].text for form in ("NFC", "NFD")}  # type: ignore[arg-type]
    assert len(made) == 1
    assert "id: ist-schon-dir" in made.pop()


# Everything written passes the checker


def refusal(text: str | bytes, name: str) -> str:
    """Why a file is refused; if it is not, the common beginning of these messages."""
    try:
        read(text, name)
    except CannotImport as error:
        return str(error)
    return "line "


NAUGHTY = st.text(
    st.sampled_from("aé 1-:#?'\"{}[]|>&*!%@`~,;\\\t\n\r\u2028\u2029\x85\v\f\x1b\x07\u200b\u200d\u00ad\ufeff"
                    "\u202e\u2066\ufffd\u3164\u2800\u00a0\u3000\ud83d\udc00\U0001f600\u0301한ʼ🏴<b/=_.)(NoYesnull~0x"),
    max_size=30,
)  # fmt: skip
FIELDS = ("prompt", "stem", "listen", "topics", "id", "aliases", "kind", "depth", "dialogue", "allow", "note")


@given(st.lists(st.fixed_dictionaries({}, optional=dict.fromkeys(FIELDS, NAUGHTY)), min_size=1, max_size=4))
def test_whatever_objects_hold_the_suit_passes(rows: list[dict[str, str]]) -> None:
    try:
        read(json.dumps(rows), "list.json")
    except CannotImport:
        prompts = [plain_text(row.get("prompt", ""))[0] for row in rows]
        assert not any(has_words(prompt) and is_writable(prompt) for prompt in prompts)


@given(st.lists(NAUGHTY, min_size=1, max_size=6), st.sampled_from(["list.txt", "list.csv", "list.md"]))
def test_whatever_lines_hold_the_suit_passes(lines: list[str], name: str) -> None:
    assert refusal("\n".join(lines), name).startswith("line ")


@settings(max_examples=40)
@given(st.binary(max_size=60), st.sampled_from(["list.txt", "list.csv", "list.json"]))
def test_any_bytes_pass_or_are_refused_at_a_line(content: bytes, name: str) -> None:
    assert refusal(content, name).startswith("line ")
