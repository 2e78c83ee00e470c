"""What is chosen on a paper reaches the server, whatever happens on the way (P-01)."""

from collections.abc import Callable

from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.browser.hall import SAVE, SAVED, Hall, Paper

Contexts = Callable[..., BrowserContext]


def test_a_choice_is_sent_within_three_seconds_and_said_to_be_saved(
    phone: Page, hall: Hall
) -> None:
    paper = hall.sit_down(phone)
    with phone.expect_response(SAVE, timeout=4_000) as answer:
        paper.choose(2, "C")
    assert answer.value.ok
    paper.is_saved()
    assert hall.stored() == {2: "C"}


def test_a_choice_taken_back_is_taken_back_on_the_server(phone: Page, hall: Hall) -> None:
    paper = hall.sit_down(phone)
    paper.choose(1, "A")
    paper.is_saved()
    phone.locator("#q1").get_by_role("button", name="Bỏ chọn").click()
    with phone.expect_response(SAVE):
        expect(paper.save).not_to_contain_text(SAVED)
    paper.is_saved()
    assert hall.stored() == {}


def test_a_reload_shows_what_was_chosen(phone: Page, hall: Hall) -> None:
    paper = hall.sit_down(phone)
    paper.choose(1, "B")
    paper.choose(4, "A")
    paper.is_saved()
    said = paper.save.inner_text()
    phone.reload()
    paper.shows(q1="B", q4="A")
    expect(phone.locator("#answered")).to_have_text("2")
    expect(paper.save).to_have_text(said)
    expect(paper.save).to_have_attribute("data-state", "saved")


def test_a_reload_before_saving_loses_nothing(
    phone: Page, hall: Hall, page_faults: list[str]
) -> None:
    paper = hall.sit_down(phone)
    paper.choose(1, "B")
    phone.reload()
    paper.shows(q1="B")
    paper.is_saved()
    assert hall.stored() == {1: "B"}
    page_faults.clear()  # the page before and this one may both have sent it


def test_a_closed_browser_opened_again_shows_what_was_chosen(
    phone: Page, hall: Hall, new_context: Contexts
) -> None:
    paper = hall.sit_down(phone)
    paper.choose(3, "D")
    paper.is_saved()
    address, kept = phone.url, phone.context.storage_state()
    phone.context.close()
    again = new_context(storage_state=kept).new_page()
    again.goto(address)
    Paper(again).shows(q3="D")


def test_without_a_connection_choices_are_kept_and_sent_when_it_is_back(
    phone: Page, hall: Hall, page_faults: list[str]
) -> None:
    paper = hall.sit_down(phone)
    phone.context.set_offline(True)
    paper.choose(1, "A")
    expect(paper.save).to_contain_text("Mất kết nối")
    expect(paper.announcement).to_contain_text("Mất kết nối")
    paper.choose(2, "B")
    assert hall.stored() == {}
    phone.context.set_offline(False)
    paper.is_saved()
    paper.shows(q1="A", q2="B")
    assert hall.stored() == {1: "A", 2: "B"}
    page_faults.clear()  # the browser tells of every request without a connection


def test_a_browser_closed_without_a_connection_sends_what_it_kept_when_it_is_back(
    phone: Page, hall: Hall, new_context: Contexts, page_faults: list[str]
) -> None:
    paper = hall.sit_down(phone)
    phone.context.set_offline(True)
    paper.choose(2, "D")
    expect(paper.save).to_contain_text("Mất kết nối")
    address, kept = phone.url, phone.context.storage_state()
    phone.context.close()
    assert hall.stored() == {}
    again = Paper(new_context(storage_state=kept).new_page())
    again.page.goto(address)
    again.shows(q2="D")
    again.is_saved()
    assert hall.stored() == {2: "D"}
    page_faults.clear()


def test_a_busy_server_is_asked_again_and_nothing_is_called_saved_before(
    phone: Page, hall: Hall, page_faults: list[str]
) -> None:
    paper, said = hall.sit_down(phone), []

    def answer(route: Route) -> None:
        said.append(paper.save.inner_text())
        if len(said) <= 2:
            route.fulfill(status=503, json={"code": "busy", "detail": ""})
        else:
            route.continue_()

    phone.route(SAVE, answer)
    paper.choose(1, "C")
    expect(paper.save).to_contain_text("Máy chủ đang bận")
    paper.is_saved()
    assert len(said) == 3
    assert not any(SAVED.search(line) for line in said)
    assert hall.stored() == {1: "C"}
    page_faults.clear()


def test_an_answer_lost_on_its_way_back_is_asked_for_again_and_counts_once(
    phone: Page, hall: Hall, page_faults: list[str]
) -> None:
    paper, bodies = hall.sit_down(phone), []

    def lose_the_first(route: Route) -> None:
        bodies.append(route.request.post_data_json)
        answer = route.fetch()
        if len(bodies) == 1:
            route.abort()
        else:
            route.fulfill(response=answer)

    phone.route(SAVE, lose_the_first)
    paper.choose(1, "C")
    paper.is_saved()
    assert bodies[0] == bodies[1]
    assert bodies[0]["answers"] == {"1": [2]}
    assert hall.stored() == {1: "C"}
    page_faults.clear()


def test_leaving_the_page_sends_what_is_unsaved(phone: Page, hall: Hall) -> None:
    paper = hall.sit_down(phone)
    paper.choose(4, "B")
    state = phone.url.replace("/bai-thi/", "/api/v1/attempts/")
    phone.goto("/")
    phone.wait_for_function(
        "async (url) => (await (await fetch(url)).json()).answers['4'].length", arg=state
    )
    assert hall.stored() == {4: "B"}
