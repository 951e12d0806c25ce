"""The pages without a browser: who gets in, what forms record, and what every answer tells the browser."""

from __future__ import annotations

import re
import time
from urllib.parse import parse_qs, urlsplit

import pytest
from boards import BEARER, STANDARD, TOKEN, arrest, board_of, case_event, held, open_rules, send
from starlette.testclient import TestClient

from prompt_board.security import SESSION, Keys

PAGES = ["/", "/cases", "/feeds", "/case?ref=C1"]


@pytest.fixture
def signed_in(client: TestClient) -> TestClient:
    restricted = {
        "id": "e0",
        "type": "safe_contact_restricted",
        "at": "2026-06-01",
        "details": {"unsafe_channels": ["telephone"]},
    }
    send(client, case_event("C1", [restricted, arrest()]))
    assert client.post("/sign-in", data={"word": TOKEN}).status_code == 303
    return client


def _fields(client: TestClient, form: str) -> dict[str, str]:
    """Return the hidden fields of a form on the page of the case."""
    page = client.get("/case?ref=C1").text
    found = re.search(rf'<form method="post" action="{form}[^>]*>(.*?)</form>', page, re.DOTALL)
    assert found is not None
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', found[1]))


def _prompt(client: TestClient) -> str:
    found = re.search(r'name="prompt" value="(\w+)"', client.get("/case?ref=C1").text)
    assert found is not None
    return found[1]


@pytest.mark.parametrize("page", PAGES)
def test_who_has_not_signed_in_is_asked_to(client: TestClient, page: str) -> None:
    response = client.get(page)
    assert (response.status_code, response.headers["location"]) == (303, "/sign-in")


def test_a_wrong_token_does_not_sign_in(client: TestClient) -> None:
    response = client.post("/sign-in", data={"word": "wrong"})
    assert response.status_code == 403
    assert "set-cookie" not in response.headers


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(client: TestClient) -> None:
    cookie = client.post("/sign-in", data={"word": TOKEN}).headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert TOKEN not in cookie


def test_a_cookie_that_was_changed_or_is_over_opens_nothing() -> None:
    keys, now = Keys(TOKEN), int(time.time())
    cookie = keys.new_session(now)
    assert keys.session(cookie, now) is not None
    assert keys.session(cookie, now + SESSION + 1) is None
    assert keys.session(f"9{cookie}", now) is None
    assert keys.session(cookie[:-1], now) is None
    assert keys.session("", now) is None
    assert Keys(TOKEN + "!").session(cookie, now) is None


@pytest.mark.parametrize(
    "page", [*PAGES, "/sign-in", "/nothing", "/static/board.css", "/prompts.csv", "/case?ref=none"]
)
def test_every_answer_tells_the_browser_to_run_nothing_and_to_keep_nothing(signed_in: TestClient, page: str) -> None:
    headers = signed_in.get(page).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == "no-store"


@pytest.mark.parametrize("page", [*PAGES, "/sign-in"])
def test_no_page_holds_a_script_or_a_style_of_its_own(signed_in: TestClient, page: str) -> None:
    assert not re.search(r"<script|style=|\son\w+=|javascript:|https?://(?!testserver)", signed_in.get(page).text)


def test_a_contact_completes_the_prompt_and_is_only_added(signed_in: TestClient) -> None:
    before = held(board_of(signed_in))
    assert "R6.arrest" in open_rules(board_of(signed_in), "C1")
    fields = {
        **_fields(signed_in, "/case/contact"), "prompt": _prompt(signed_in), "outcome": "told", "channel": "email",
        "contact-day": "2026-06-24",
    }  # fmt: skip
    for _ in range(2):  # pressed twice, recorded once
        assert signed_in.post("/case/contact", data=fields).status_code == 303
    after = held(board_of(signed_in))
    assert len(after) == len(before) + 1
    assert set(before) < set(after)
    assert "R6.arrest" not in open_rules(board_of(signed_in), "C1")


def test_an_attempt_is_recorded_and_completes_nothing(signed_in: TestClient) -> None:
    fields = {
        **_fields(signed_in, "/case/contact"), "prompt": _prompt(signed_in), "outcome": "tried", "channel": "email",
        "contact-day": "2026-06-24",
    }  # fmt: skip
    assert signed_in.post("/case/contact", data=fields).status_code == 303
    assert len(held(board_of(signed_in))) == 2
    assert "R6.arrest" in open_rules(board_of(signed_in), "C1")


@pytest.mark.parametrize("day", ["", "2026-06-25", "0026-06-24", "yesterday", "2026-02-30"])
def test_a_form_with_faults_says_all_of_them_and_records_nothing(signed_in: TestClient, day: str) -> None:
    response = signed_in.post("/case/contact", data={**_fields(signed_in, "/case/contact"), "contact-day": day})
    assert response.status_code == 422
    assert "<title>Error: Case C1" in response.text
    for words in ("Choose how you contacted", "Choose whether you told", "at least one thing", " day"):
        assert words in response.text
    assert len(held(board_of(signed_in))) == 1


@pytest.mark.parametrize("token", ["", "wrong", TOKEN])
@pytest.mark.parametrize("form", ["/case/contact", "/case/service", "/case/victim", "/sign-out"])
def test_a_form_from_elsewhere_is_refused(signed_in: TestClient, form: str, token: str) -> None:
    assert signed_in.post(form, data={"token": token, "ref": "C1"}).status_code == 403
    assert len(held(board_of(signed_in))) == 1


def test_a_victim_is_named_with_facts(signed_in: TestClient) -> None:
    fields = {**_fields(signed_in, "/case/victim"), "victim": "V2", "role": "person", "vulnerable": "yes"}
    assert signed_in.post("/case/victim", data=fields).status_code == 303
    assert "V2, person" in signed_in.get("/case?ref=C1").text


def test_what_came_from_outside_is_shown_as_text(signed_in: TestClient) -> None:
    ref = "<script>alert(1)</script>"
    send(signed_in, case_event(ref, [arrest()], [{**STANDARD, "id": '"><img src=x>'}]))
    for page in (signed_in.get("/"), signed_in.get("/case", params={"ref": ref})):
        assert page.status_code == 200
        assert "<script>" not in page.text
        assert "<img" not in page.text


def test_words_that_are_not_known_filter_nothing(signed_in: TestClient) -> None:
    plain = signed_in.get("/").text
    assert "R6" in str(open_rules(board_of(signed_in), "C1"))
    odd = signed_in.get("/?provider=x&severity=%00&right=99&page=-1&role=%00").text
    assert plain == odd


@pytest.mark.parametrize("ref", ["", "%00", "%ff", "C1%0d%0aX", "C" * 5000])
def test_a_reference_that_is_none_finds_no_case(signed_in: TestClient, ref: str) -> None:
    assert signed_in.get(f"/case?ref={ref}").status_code == 404


def test_feeds_open_with_the_token_a_session_or_a_signed_address_and_with_nothing_else(signed_in: TestClient) -> None:
    page = signed_in.get("/feeds?right=6").text
    links = [link.replace("&amp;", "&") for link in re.findall(r'href="(http[^"]+)"', page)]
    assert len(links) == 2
    signed_in.cookies.clear()
    for link in links:
        path = urlsplit(link).path
        assert signed_in.get(path).status_code == 401
        assert signed_in.get(path, headers=BEARER).status_code == 200
        assert signed_in.get(link).status_code == 200
        assert signed_in.get(link.replace("right=6", "right=7")).status_code == 401
        assert signed_in.get(link.replace("until=1", "until=2")).status_code == 401
        assert parse_qs(urlsplit(link).query)["right"] == ["6"]


def test_the_feeds_hold_what_the_board_shows(signed_in: TestClient) -> None:
    import icalendar

    rows = signed_in.get("/prompts.csv?right=6").text.splitlines()
    assert len(rows) == 1 + sum(rule.startswith("R6.") for rule in open_rules(board_of(signed_in), "C1"))
    calendar = icalendar.Calendar.from_ical(signed_in.get("/prompts.ics?right=6").content)
    assert len(calendar.walk("VTODO")) == len(rows) - 1
