"""Every sentence and label that a couple reads, as one value; the English ones are ``deck/words.yaml``.

Each field is one key of ``words.yaml``. A line may hold the braces its type allows (``{speaker}`` and so on);
any other brace is literal text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated

import msgspec

NAMES = ("left", "right", "speaker", "listener", "Speaker", "Listener")

Line = Annotated[str, msgspec.Meta(extra={"braces": NAMES})]
"""One line of text. It may name the two: ``{left}``, ``{right}``, ``{speaker}``, ``{listener}``."""

Counted = Annotated[str, msgspec.Meta(extra={"braces": (*NAMES, "count", "all")})]
"""A line that holds ``{count}`` and ``{all}``: so many of all."""

Named = Annotated[str, msgspec.Meta(extra={"braces": (*NAMES, "name")})]
"""A label that holds ``{name}``, the name of one seat."""

Timed = Annotated[str, msgspec.Meta(extra={"braces": (*NAMES, "time")})]
"""A line that holds ``{time}``, a time of day."""

TimedOnDay = Annotated[str, msgspec.Meta(extra={"braces": (*NAMES, "time", "day")})]
"""The same with ``{day}``: a weekday, or a date where that says more."""

OnDay = Annotated[str, msgspec.Meta(extra={"braces": (*NAMES, "day")})]
"""A line with ``{day}`` alone."""

OfMonth = Annotated[str, msgspec.Meta(extra={"braces": (*NAMES, "month")})]
"""A line with ``{month}``: its name, with the year where that says more."""

MonthWithYear = Annotated[str, msgspec.Meta(extra={"braces": ("month", "year")})]
"""A month by its name, and the year."""

Dated = Annotated[str, msgspec.Meta(extra={"braces": ("month", "number")})]
"""A date: ``{month}`` by its name, ``{number}`` of the day."""

DatedWithYear = Annotated[str, msgspec.Meta(extra={"braces": ("month", "number", "year")})]
"""The same with ``{year}``."""

Resumed = Annotated[str, msgspec.Meta(extra={"braces": (*NAMES, "value", "time")})]
"""A line that holds ``{value}``, the title of an item, and ``{time}``, when a run began."""

Valued = Annotated[str, msgspec.Meta(extra={"braces": (*NAMES, "value")})]
"""A line that holds ``{value}``: a setting, a tip, a reason."""

Titled = Annotated[str, msgspec.Meta(extra={"braces": (*NAMES, "title", "about")})]
"""A line with the ``{title}`` of a dialogue, and the sentence about it."""

ToPartner = Annotated[str, msgspec.Meta(extra={"braces": (*NAMES, "partner", "Partner")})]
"""A text as on a card, with ``{partner}``."""

Sized = Annotated[str, msgspec.Meta(extra={"braces": ("needs", "is")})]
"""A line about the size of the window, in cells."""

Lines = tuple[Line, ...]
"""Several short texts, a list in the file."""

_BRACE = re.compile(r"\{(\w+)\}")


def capitalized(text: str) -> str:
    """A text with a capital first letter; the rest as it is."""
    return text[:1].upper() + text[1:]


def partner_names(partner: str) -> dict[str, str]:
    """What a card's braces for the partner stand for: ``{partner}``, and ``{Partner}`` where a sentence begins."""
    return {"partner": partner, "Partner": capitalized(partner)}


def fill(text: str, values: Mapping[str, str]) -> str:
    """Put ``values`` into the braces of ``text``, in one pass; a brace that is no key stays literal.

    One pass, so that a name which itself looks like ``{speaker}`` stays the name that it is.
    """
    return _BRACE.sub(lambda match: values.get(match[1], match[0]), text) if "{" in text else text


class Words(msgspec.Struct, frozen=True, kw_only=True):
    """All words of one language or one house style."""

    language: str

    # Names, when none were given
    seat_left: Line
    seat_right: Line
    nameless_left: Line
    nameless_right: Line
    partner: Line

    # Plain text, line by line
    plain_begin: Valued
    plain_say: Valued
    plain_more: Line
    plain_hint: Line
    plain_one_key: Line
    plain_heart: Valued
    plain_keep: Valued
    plain_no_name: Line
    plain_help_lines: Lines
    plain_saved: Line
    plain_stays: Line

    # When the save file is damaged
    mend_title: Line
    mend_lines: Lines
    mend_backup: Valued
    mend_new: Line
    mend_later: Line
    mended_title: Line
    mended_kept: Valued

    # The note, once
    note_title: Line
    note: Lines
    note_go_on: Line
    note_plain: Line

    # Names
    names_title: Line
    names_left: Line
    names_right: Line
    names_hint: Line
    names_full: Counted

    # How it works, once before the first card, and ever after
    how_title: Line
    how_turn: Lines
    how_habits: Lines
    how_go_on: Line

    # The first screen
    start_title: Line
    start_appointment: Line
    start_tomorrow: Line
    start_this_week: Line
    start_go_on: Line
    start_go_on_day: OnDay
    start_evening: Line
    start_today: Line
    start_own: Line
    start_path: Line
    start_settings: Line
    start_new: Line
    start_options: Line
    today_open: Line
    today_first: Line

    replace_title: Line
    replace_ask: Line
    replace_yes: Line

    # Settle
    settle_title: Line
    settle_ask: Line
    settle_turn: Line
    settle_yes: Line
    settle_postpone: Line
    settle_again: Line
    settle_decline: Line
    filter_untagged: Counted
    filter_untagged_first: Counted
    filter_topic: Valued
    filter_suit: Valued
    filter_depth: Valued
    filter_dialogue: Valued
    postpone_title: Line
    postpone_ask: Line
    postpone_tomorrow: Line
    postpone_this_week: Line
    postpone_leave_open: Line
    parting_postponed: Line

    # Deal
    kind_question: Line
    kind_step: Line
    kind_story: Line
    kind_own: Line
    kind_gratitude: Line
    kind_between: Line
    between_face: Line
    depth_1: Line
    depth_2: Line
    depth_3: Line
    pick_ask: Line
    pick_card: Valued
    deal_starts: Line
    deal_tender: Line
    deal_heart: OfMonth
    deal_take: Line
    deal_another: Line
    deal_gentler: Line
    short_title: Line
    short_suits_ask: Line
    short_depth_ask: Line
    short_again_ask: Line
    short_none_ask: Line
    short_suits: Line
    short_depth: Line
    short_again: Line
    short_close: Line

    # Something of our own
    own_ask: Line
    own_face: Line
    own_left: Line
    own_right: Line
    own_who: Line
    own_way: Titled
    gratitude_face: ToPartner

    # Who does what
    chip_picks: Named
    chip_starts: Named
    chip_speaks: Named
    chip_listens: Named
    chip_mirrors: Named
    chip_waits: Named
    chip_chooses: Named
    chip_summarizes: Named
    chip_validates: Named
    chip_empathizes: Named
    chip_answers: Named
    chip_thanks: Named
    chip_thanked: Named

    # The rail
    rail_speak: Line
    rail_mirror: Line
    rail_summarize: Line
    rail_validate: Line
    rail_empathize: Line
    rail_answer: Line
    rail_thank: Line

    # Leave this card
    leave_title: Line
    leave_both: Line
    leave_pass: Line
    leave_pass_second: Line
    leave_stay: Line

    # Do
    do_aside: Line
    do_later: Line
    do_done: Line
    do_rather_not: Line

    # Speak
    speak_own_words: Line
    speak_more: Line
    speak_missing: Line
    speak_onward: Line
    speak_few: Line
    speak_kindly: Line
    speak_heart: Line
    speak_feeling: Line
    speak_help: Line
    speak_aside: Line
    speak_aside_second: Line
    speak_said: Line
    listen_tip: Valued

    # Mirror
    mirror_breath: Line
    mirror_stem: Line
    mirror_ask: Line
    mirror_ask_held: Line
    mirror_example: Line
    mirror_aside: Line
    mirror_asked: Line
    verdict_yes: Line
    verdict_go_on: Line
    verdict_not_quite: Line
    verdict_more: Line
    verdict_that_is_all: Line
    verdict_aside: Line
    verdict_hint_2: Line
    verdict_hint_3: Line
    answer_hint: Line
    own_hint: Line
    key_hint: Line

    # Summarize
    summarize_stem: Line
    summarize_ask: Line
    summarize_aside: Line
    summarize_asked: Line

    # Make sense
    validate_stem: Line
    validate_hint: Line
    validate_aside: Line
    validate_said: Line
    validate_help_me: Line

    # Feel with
    empathize_stem: Line
    empathize_ask: Line
    empathize_aside: Line
    empathize_asked: Line
    empathize_feelings: Line
    feeling_aside: Line
    feeling_yes: Line
    feeling_not_quite: Line
    feelings: Lines
    feelings_title: Line
    feelings_more: Lines

    # Answer
    answer_ask: Line
    answer_yes: Line
    answer_smaller: Line
    answer_not_now: Line
    answer_smaller_stem: Line
    answer_said: Line
    answer_aside: Line

    # Thank
    thank_breath: Line
    thank_stem: Line
    thank_aside: Line
    thank_switch: Line
    thank_done: Line

    # After a round
    rest_title: Line
    rest_ask: Line
    rest_late: Line
    rest_one_more: Line
    rest_good_night: Line

    # Close
    close_title: Line
    close_ask: Line
    close_face: Line
    close_said: Line
    close_good_night: Line
    night_title: Line
    night_names: Line
    night_nameless: Line
    day_names: Line
    day_nameless: Line
    night_ask: Line
    night_heart: Line
    night_unheart: Line
    night_end: Line
    day_end: Line

    # Time-out
    pause_title: Line
    pause_lines: Lines
    pause_meet: Timed
    pause_meet_tomorrow: Timed
    pause_meet_day: TimedOnDay
    pause_has_come: Timed
    pause_has_come_yesterday: Timed
    pause_has_come_day: TimedOnDay
    pause_ask: Line
    away_title: Line
    away_ask: Line
    away_come_back: Line
    return_title: Line
    return_ask: Line
    return_soon: Counted
    return_soon_1: Line
    return_go_on: Line
    return_repair: Line
    return_light: Line
    return_good_night: Line

    # Days; of the week from Monday on
    weekday_1: Line
    weekday_2: Line
    weekday_3: Line
    weekday_4: Line
    weekday_5: Line
    weekday_6: Line
    weekday_7: Line
    month_1: Line
    month_2: Line
    month_3: Line
    month_4: Line
    month_5: Line
    month_6: Line
    month_7: Line
    month_8: Line
    month_9: Line
    month_10: Line
    month_11: Line
    month_12: Line
    month_with_year: MonthWithYear
    date: Dated
    date_with_year: DatedWithYear

    # Keys and the list behind Esc
    key_esc: Line
    key_interrupt: Line
    key_back: Line
    key_leave_card: Line
    key_time_out: Line
    key_close: Line
    key_own: Line
    key_path: Line
    key_help: Line
    key_quit: Line
    key_quit_unsaved: Line
    foot_interrupt: Line
    foot_back: Line
    foot_time_out: Line
    foot_help: Line
    menu_title: Line
    menu_return: Line
    page_return: Line
    page_more: Line
    page_first: Line
    page_done: Line
    page_hint: Line

    # Help
    help_title: Line
    help_lines: Lines
    why_settle: Line
    why_do: Line
    why_speak: Line
    why_mirror: Line
    why_summarize: Line
    why_validate: Line
    why_empathize: Line
    why_answer: Line
    why_thank: Line
    why_verdict: Line
    why_time_out: Line
    why_rest: Line

    # Our path
    path_title: Line
    path_empty: Line
    path_read: Line
    path_next: Line
    path_previous: Line
    path_deal: Line
    path_dealt: Line
    path_gone: Line

    # Settings
    settings_title: Line
    settings_minutes: Valued
    settings_depth: Valued
    settings_depth_title: Line
    settings_depth_1: Line
    settings_depth_2: Line
    settings_depth_3: Line
    settings_dialogue: Valued
    settings_dialogue_title: Line
    settings_suits: Valued
    settings_without: Valued
    settings_names: Valued
    settings_theme: Valued
    settings_theme_title: Line
    settings_still: Valued
    settings_motion_on: Line
    settings_motion_off: Line
    settings_spread: Valued
    settings_spread_on: Line
    settings_spread_off: Line
    settings_all: Line
    settings_none: Line
    settings_suits_title: Line
    settings_one_suit: Line
    settings_without_title: Line
    settings_in: Line
    settings_out: Line
    settings_open: Line
    theme_dark: Line
    theme_light: Line
    theme_contrast: Line
    theme_auto: Line
    topic_everyday: Line
    topic_appreciation: Line
    topic_play: Line
    topic_home: Line
    topic_friends: Line
    topic_family: Line
    topic_past: Line
    topic_future: Line
    topic_work: Line
    topic_money: Line
    topic_body: Line
    topic_touch: Line
    topic_intimacy: Line
    topic_conflict: Line
    topic_loss: Line
    topic_faith: Line
    topic_health: Line

    # Days, before a time that is not today's
    day_1: Line
    day_2: Line
    day_3: Line
    day_4: Line
    day_5: Line
    day_6: Line
    day_7: Line

    # A workshop on the projector
    lead_first: Line
    lead_second: Line
    lead_speaker: Line
    lead_listener: Line
    lead_together: Line
    lead_not_quite: Line
    lead_missing: Line
    lead_more: Line
    lead_next_part: Line
    lead_feeling: Line
    lead_as_above: Line
    lead_choose: Line
    lead_each: Valued
    lead_starts: Named
    lead_other_starts: Line
    lead_change: Line
    lead_change_lines: Lines
    lead_speaks_next: Named
    lead_held: Line
    lead_paused: Line
    lead_two_minutes: Line
    lead_begins: Timed
    lead_begins_soon: Line
    lead_back_at: Timed
    lead_resume_title: Line
    lead_resume_go_on: Resumed
    lead_resume_anew: Line
    lead_resume_usual: Valued
    lead_key_pause: Line
    lead_key_resume: Line
    lead_key_more: Line
    lead_key_less: Line
    lead_key_clock_off: Line
    lead_key_clock_on: Line
    lead_key_mute: Line
    lead_key_unmute: Line
    lead_key_ring: Line
    lead_key_hold: Line
    lead_key_hold_end: Line
    lead_key_blank: Line
    lead_key_blank_end: Line
    lead_key_agenda: Line
    lead_key_drop: Valued
    lead_key_undrop: Valued
    lead_key_swap: Line
    lead_key_step: Line
    lead_key_whole: Line
    lead_key_back: Line
    lead_key_next: Line
    lead_key_begin: Line
    lead_key_end: Line
    lead_key_quit: Line
    lead_key_quit_over: Line
    lead_leave_title: Line
    lead_leave_lines: Lines
    lead_menu_return: Line
    lead_help_lines: Lines
    lead_parting: Line
    lead_parting_over: Line
    # The console: what the leader of a workshop sees beside the projector
    console_cover_title: Line
    console_cover_lines: Lines
    console_cover_show: Line
    console_there: Line
    console_waiting: Line
    console_gone: Line
    console_gone_hint: Line
    console_several_title: Line
    console_several_ask: Line
    console_none_title: Line
    console_behind: Valued
    console_on_time: Line
    console_ahead: Valued
    console_ends: Timed
    console_left: Line
    console_over: Line
    console_no_clock: Line
    console_paused: Line
    console_held: Line
    console_blank: Line
    console_clock_off: Line
    console_lobby: Line
    console_muted: Line
    console_ended: Line
    console_resume: Line
    console_saved: Line
    console_no_notes: Line
    console_room: Line
    console_room_held: Line
    console_room_blank: Line
    console_room_cards: Line
    console_room_choice: Line
    console_room_first: Line
    console_room_change: Line
    console_room_second: Line
    console_next: Line
    console_then: Line
    console_end: Line
    console_drop: Line
    console_saves: Valued
    console_minutes: Valued
    console_key_cover: Line
    console_key_choose: Line
    console_key_preview: Line
    console_key_quit: Line
    console_menu_return: Line
    console_agenda_title: Line
    console_agenda_planned: Line
    console_agenda_actual: Line
    console_go_hint: Line
    console_go_row: Valued
    console_help_lines: Lines
    console_keys_here: Line

    # The one line that stays on the terminal afterwards
    parting_kept: Line
    parting_night: Line
    parting_day: Line
    parting_unsaved: Valued

    # When something is in the way
    not_saved: Line
    not_saved_why: Valued
    not_kept: Line
    deck_gone: Line
    too_small: Sized

    # On paper
    print_speaks: Line
    print_listens: Line
    print_do: Line
    print_summarize: Line
    print_switch: Line
    print_help_me: Line
    print_not_quite_feeling: Line
    print_stop: Line
    print_listen: Valued
    print_minutes: Valued
    print_from_start: Valued
    print_total: Valued
    print_without: Valued
    print_contacts: Line
    print_room: Line
    print_notes: Line
    print_card: Line
    print_cards: Line
    print_turns: Valued
    print_change: Valued
    print_auto: Line
    print_by_step: Line
    print_drop: Valued
    print_slip: Line
    print_week: Line
    print_leader: Valued
    print_kind_talk: Line
    print_kind_demo: Line
    print_kind_practice: Line
    print_kind_regroup: Line
    print_kind_break: Line
    print_page_contents: Line
    print_page_note: Lines
    print_page_steps: Line
    print_page_timer: Line
    print_page_start: Valued
    print_page_pause: Line
    print_page_go_on: Line
    print_page_restart: Line
    print_page_next: Line
    print_page_left: Valued
    print_page_over: Line
    print_page_private: Lines
