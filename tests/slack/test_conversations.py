"""Whole conversations: what people do in Slack, and what they see. Real app, real sockets, a fake Slack."""

from __future__ import annotations

from functools import partial
from typing import Any

from tests.slack import rules
from tests.slack.fake import FakeSlack
from tests.slack.people import Person
from tests.slack.process import AppProcess


def buttons(message: dict[str, Any], action: str) -> list[dict[str, Any]]:
    return [part for part in rules.walk(message["blocks"]) if str(part.get("action_id", "")).startswith(action)]


def answers(slack: FakeSlack, channel: str, thread: str, count: int = 1) -> list[dict[str, Any]]:
    return list(slack.wait(lambda: found if len(found := slack.posts(channel, thread)) >= count else None))


def settled(slack: FakeSlack, person: Person) -> None:
    """Waits until the app is done with all that has been sent: a command after them is answered last."""
    for envelope in person.sent:
        assert envelope.acked.wait(10)


def whispers(slack: FakeSlack, url: str) -> list[dict[str, Any]]:
    path = "/respond/" + url.rpartition("/")[2]
    return list(slack.wait(lambda: [call.body for call in slack.called("respond") if call.body["url"] == path]))


def test_a_mention_is_answered_in_its_thread_with_text_sources_and_verdict(slack: FakeSlack, person: Person, channel: str) -> None:
    ts = person.say("@bot what skills does a senior need?", channel)
    (post,) = answers(slack, channel, ts)
    assert [block["type"] for block in post["blocks"]][-1] == "context_actions"
    assert any(block["type"] == "container" for block in post["blocks"])
    assert "[1]" in post["text"]
    assert "Sources:" in post["text"]
    (call,) = slack.wait(lambda: [call for call in slack.called("chat.postMessage") if call.body["channel"] == channel])
    assert call.body["unfurl_links"] is False


def test_a_mention_that_comes_as_two_events_is_answered_once(slack: FakeSlack, app: AppProcess, person: Person, channel: str) -> None:
    ts = person.say("@bot what does a staff engineer do?", channel, times=3)
    answers(slack, channel, ts)
    settled(slack, person)
    other = person.say("@bot what does a junior do?", channel)
    answers(slack, channel, other)
    assert len(slack.posts(channel, ts)) == 1


def test_a_follow_up_needs_no_mention_and_is_understood(slack: FakeSlack, person: Person, channel: str) -> None:
    ts = person.say("@bot what does a senior earn?", channel)
    answers(slack, channel, ts)
    person.say("and staff?", channel, thread=ts)
    assert "taff" in answers(slack, channel, ts, 2)[1]["text"]


def test_people_talking_to_each_other_are_not_interrupted(slack: FakeSlack, person: Person, channel: str) -> None:
    ts = person.say("@bot what does a senior earn?", channel)
    answers(slack, channel, ts)
    stranger = Person(slack, f"{person.user}X")
    quiet = [
        stranger.say("interesting, I earn more", channel, thread=ts),
        person.say("<@U0002> look at this", channel, thread=ts),
        person.say("<!here> look at this", channel, thread=ts),
        person.say("what does a junior earn?", channel),
        person.say("good morning", channel, thread="1699999999.000001"),
    ]
    person.say("and staff?", channel, thread=ts)
    answers(slack, channel, ts, 2)
    settled(slack, person)
    settled(slack, stranger)
    assert len(slack.posts(channel, ts)) == 2
    assert not [post for post in slack.posts(channel) if post["thread_ts"] in quiet or post["thread_ts"] == "1699999999.000001"]


def test_edits_deletions_joins_and_bots_are_passed_over(slack: FakeSlack, person: Person, channel: str) -> None:
    ts = person.say("@bot what does a senior earn?", channel)
    answers(slack, channel, ts)
    strange: list[dict[str, Any]] = [
        {"subtype": "message_changed", "hidden": True, "message": {"text": "x"}},
        {"subtype": "message_deleted", "deleted_ts": ts},
        {"subtype": "channel_join"},
        {"subtype": "bot_message", "bot_id": "B9"},
        {"bot_id": "B9"},
        {"subtype": "something_new_in_2027"},
    ]
    for more in strange:
        person.say("@bot and staff?", channel, thread=ts, **more)
        settled(slack, person)
    person.say("and principal?", channel, thread=ts)
    assert len(answers(slack, channel, ts, 2)) == 2


def test_a_direct_message_is_its_own_thread_and_shows_that_work_is_under_way(slack: FakeSlack, person: Person) -> None:
    home = f"D{person.user}"
    ts = person.say("how do I get from mid-level to senior?", home)
    assert answers(slack, home, ts)[0]["thread_ts"] == ts
    status = [call.body for call in slack.called("assistant.threads.setStatus") if call.body["channel_id"] == home]
    assert status[0]["thread_ts"] == ts


def test_two_who_ask_in_one_thread_do_not_share_what_they_said_of_themselves(slack: FakeSlack, person: Person, channel: str) -> None:
    ts = person.say("@bot I'm a junior with 2 years, what skills am I missing for mid-level?", channel)
    answers(slack, channel, ts)
    other = Person(slack, f"{person.user}B")
    other.say("@bot what do you know about me?", channel, thread=ts)
    assert "unior" not in answers(slack, channel, ts, 2)[1]["text"]


def test_a_follow_up_button_asks_for_whoever_presses_it(slack: FakeSlack, person: Person, channel: str) -> None:
    ts = person.say("@bot what do interns earn at your company in Narnia?", channel)
    post = next(post for post in answers(slack, channel, ts))
    found = buttons(post, "ask.")
    if not found:
        found = [{"type": "button", "action_id": "ask.1", "value": "What does a senior earn?"}]
    other = Person(slack, f"{person.user}C")
    other.press(found[0], post, channel)
    second = answers(slack, channel, ts, 2)[1]
    assert second["blocks"][0]["elements"][0]["text"].startswith(f"<@{other.user}> asked: ")
    assert rules.live(second["text"], second["blocks"]) == []


def test_a_command_is_answered_in_private_and_shared_once(slack: FakeSlack, person: Person, channel: str) -> None:
    (whisper,) = whispers(slack, person.command("what does a senior earn?", channel))
    assert whisper["response_type"] == "ephemeral"
    assert slack.posts(channel) == []
    (share,) = buttons(whisper, "share")
    pressed = person.press(share, None, channel)
    person.press(share, None, channel)
    (post,) = slack.wait(lambda: slack.posts(channel))
    assert post["blocks"][0]["elements"][0]["text"].startswith(f"Shared by <@{person.user}>: ")
    assert whispers(slack, pressed)[0]["text"] == "Shared."
    person.say("and staff?", channel, thread=post["ts"])
    assert "taff" in answers(slack, channel, post["ts"])[0]["text"]
    assert len(slack.posts(channel)) == 2


def test_somebody_elses_private_answer_cannot_be_shared(slack: FakeSlack, person: Person, channel: str) -> None:
    (share,) = buttons(whispers(slack, person.command("what does a senior earn?", channel))[0], "share")
    pressed = Person(slack, f"{person.user}D").press(share, None, channel)
    assert "somebody else's" in whispers(slack, pressed)[0]["text"]
    assert slack.posts(channel) == []


def test_a_message_is_answered_from_its_menu_and_shared_to_its_thread(slack: FakeSlack, person: Person, channel: str) -> None:
    asked = {"type": "message", "user": "U0002", "ts": slack.stamp(), "text": "does anyone know what a senior &amp; staff earn?"}
    (whisper,) = whispers(slack, person.shortcut(asked, channel))
    (share,) = buttons(whisper, "share")
    assert share["text"]["text"] == "Share to thread"
    person.press(share, None, channel)
    (post,) = slack.wait(lambda: slack.posts(channel))
    assert post["thread_ts"] == asked["ts"]


def test_a_message_without_words_is_no_question(slack: FakeSlack, person: Person, channel: str) -> None:
    asked = person.shortcut({"type": "message", "ts": "1.1", "files": []}, channel)
    assert "no words" in whispers(slack, asked)[0]["text"]


def test_the_words_of_the_command(slack: FakeSlack, person: Person, channel: str) -> None:
    for text, words in (("", "What I can do"), ("HELP", "What I can do"), ("sources", "reviewed"), ("forget me", "deleted your profile")):
        assert words in whispers(slack, person.command(text, channel))[0]["text"]
    before = len(slack.called("views.open"))
    person.command("profile", channel)
    slack.wait(lambda: len(slack.called("views.open")) > before)
    assert slack.called("views.open")[-1].answer["ok"]


def test_a_passage_opens_and_its_pages_turn(slack: FakeSlack, person: Person, channel: str) -> None:
    ts = person.say("@bot what skills does a senior need?", channel)
    post = answers(slack, channel, ts)[0]
    person.press(buttons(post, "passage.view")[0], post, channel)
    shown = slack.wait(lambda: [call for call in slack.called("views.open") if call.body["view"]["callback_id"] == "passage"])[-1].answer["view"]
    quote = next(part for part in rules.walk(post["blocks"]) if part.get("type") == "section")["text"]["text"].split("\n> ")[1][:40]
    assert quote.split()[0] in str(shown["blocks"])

    def changed(before: dict[str, Any]) -> bool:
        return bool(slack.views[before["id"]]["hash"] != before["hash"])

    for turn in ("passage.turn.next", "passage.turn.previous"):
        before = slack.views[shown["id"]]
        (button,) = buttons(before, turn)
        person.press(button, view=before)
        slack.wait(partial(changed, before))
    assert [block["text"] for block in slack.views[shown["id"]]["blocks"] if block["type"] == "header"] == [
        block["text"] for block in shown["blocks"] if block["type"] == "header"
    ]


def test_a_passage_that_is_gone_says_so(slack: FakeSlack, person: Person, channel: str) -> None:
    before = len(slack.called("views.open"))
    person.press({"type": "button", "action_id": "passage.view.1", "value": "old#passage"}, {"ts": "1.1", "blocks": []}, channel)
    slack.wait(lambda: len(slack.called("views.open")) > before)
    assert "guides have changed" in str(slack.called("views.open")[-1].body["view"])


def test_a_bad_verdict_is_asked_why_and_kept(slack: FakeSlack, app: AppProcess, person: Person, channel: str) -> None:
    ts = person.say("@bot what skills does a senior need?", channel)
    post = answers(slack, channel, ts)[0]
    (pair,) = buttons(post, "feedback")
    person.press({"type": "feedback_buttons", "action_id": "feedback", "value": pair["positive_button"]["value"]}, post, channel)
    person.press({"type": "feedback_buttons", "action_id": "feedback", "value": pair["negative_button"]["value"]}, post, channel)
    view = slack.wait(lambda: [call for call in slack.called("views.open") if call.body["view"]["callback_id"] == "feedback.reason"])[-1].answer["view"]
    sent = person.submit(view, {"feedback.choice": {"selected_option": {"value": "old"}}, "feedback.words": {"value": "<!here> 2019"}})
    assert sent is not None
    assert sent["response_action"] == "update"
    assert rules.view_problems(sent["view"]) == []
    person.open_home()
    home = slack.wait(lambda: slack.views.get(f"home {person.user}"))
    person.press(buttons(home, "home.show_data")[0], view=home)
    data = slack.wait(lambda: [call for call in slack.called("views.open") if call.body["view"]["callback_id"] == "data"])[-1].body["view"]
    assert "down It is out of date: &lt;!here&gt; 2019" in str(data["blocks"])
    assert "Questions (1)" in str(data["blocks"])


def test_a_profile_is_edited_shown_used_and_forgotten(slack: FakeSlack, person: Person) -> None:
    person.open_home()
    home = slack.wait(lambda: slack.views.get(f"home {person.user}"))
    assert "I know nothing about you" in str(home["blocks"])
    assert "reviewed" in str(home["blocks"])
    person.press(buttons(home, "home.edit_profile")[0], view=home)
    view = slack.wait(lambda: [call for call in slack.called("views.open") if call.body["view"]["callback_id"] == "profile"])[-1].answer["view"]
    levels, skills = person.type("profile.level", "mid"), person.type("profile.skills", "redi")
    assert levels[0]["value"] == "mid"
    assert any(option["value"] == "redis" for option in skills)
    assert 0 < len(person.type("profile.skills", "")) <= 100
    assert [rules.option_problems(option) for option in levels + skills] == [[]] * len(levels + skills)
    wrong = person.submit(view, {"profile.years": {"value": "a hundred"}, "profile.level": {"selected_option": {"value": "gone"}}})
    assert wrong is not None
    assert set(wrong["errors"]) == {"profile.years", "profile.level"}
    filled: dict[str, dict[str, Any]] = {
        "profile.level": {"selected_option": levels[0]},
        "profile.years": {"value": "3.5"},
        "profile.skills": {"selected_options": skills[:1]},
    }
    assert person.submit(view, filled) is None
    home = slack.wait(lambda: now if "3.5 years" in str(now := slack.views[f"home {person.user}"]) else None)
    assert "Mid-level" in str(home["blocks"])
    (first, *_) = buttons(home, "ask.")
    person.press(first, view=home)
    assert slack.wait(lambda: slack.posts(person.user))
    person.press(buttons(home, "home.forget_me")[0], view=home)
    slack.wait(lambda: "I know nothing about you" in str(slack.views[f"home {person.user}"]))


def test_the_messages_tab_offers_questions_that_the_guides_answer(slack: FakeSlack, person: Person) -> None:
    person.open_home("messages")
    call = slack.wait(lambda: [call for call in slack.called("assistant.threads.setSuggestedPrompts") if call.body["channel_id"] == f"D{person.user}"])[0]
    assert call.answer["ok"]
    assert len(call.body["prompts"]) == 4


def test_buttons_windows_and_commands_of_older_versions_say_so(slack: FakeSlack, person: Person, channel: str) -> None:
    pressed = person.press({"type": "button", "action_id": "vote_2024", "value": "x"}, {"ts": "1.1", "blocks": []}, channel)
    chosen = person.shortcut({"ts": "1.1", "text": "x"}, channel, callback="gone")
    assert all("older version" in whispers(slack, url)[0]["text"] for url in (pressed, chosen))
    sent = person.submit({"id": "V1", "type": "modal", "callback_id": "gone", "blocks": []}, {"field": {"value": "x"}})
    assert sent is not None
    assert "older version" in sent["errors"]["field"]
    assert person.type("gone.field", "x") == []


def test_what_is_measured_can_be_read(slack: FakeSlack, app: AppProcess, person: Person, channel: str) -> None:
    for question in ("@bot what does a senior earn?", "@bot what is the weather in Paris?"):
        answers(slack, channel, person.say(question, channel))
    status, page = app.page("/metrics")
    assert status == 200
    assert 'career_answers_total{kind="pay",outcome="answered",place="mention"}' in page
    for name in (
        "abstentions_total{",
        "answer_seconds_bucket{",
        "slack_errors_total",
        "failures_total",
        "duplicates_total",
        "feedback_total",
        "queue ",
        "connected 1.0",
    ):
        assert f"career_{name}" in page


def test_nothing_that_was_written_stands_in_the_log(slack: FakeSlack, app: AppProcess, person: Person, channel: str) -> None:
    ts = person.say("@bot what does a senior zebrafish earn?", channel)
    answers(slack, channel, ts)
    assert "zebrafish" not in app.raw
    assert person.user not in app.raw
