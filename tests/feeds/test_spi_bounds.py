"""Hostile and broken messages: refused whole, with where, what and a mend."""

from __future__ import annotations

import sys
import tracemalloc

import pytest

from tests.feeds.spi_samples import PERSONAL, case, defendant, deliver, finding, offence, one, result, session
from victims_code.errors import InvalidInput, VictimsCodeError
from victims_code.feeds import spi_xml
from victims_code.feeds.spi import read_spi

PLAIN = one(offence("1", result("1015"), finding("G")))


def refused(data: bytes) -> str:
    """Return the text of the refusal."""
    with pytest.raises(InvalidInput) as caught:
        read_spi(data, "message.xml")
    for problem in caught.value.problems:
        assert problem.source == "message.xml"
        assert problem.mend
    assert PERSONAL not in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize(
    "head",
    [
        '<!DOCTYPE x SYSTEM "http://localhost/x.dtd">',
        '<!DOCTYPE x [<!ENTITY a "b">]>',
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE x [<!ENTITY % a SYSTEM "http://localhost/x">%a;]>',
        '<!DOCTYPE x [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>',
    ],
)
def test_a_document_type_definition_is_refused(head: str) -> None:
    assert "document type definition" in refused(head.encode() + PLAIN)
    assert "document type definition" in refused(head.encode("utf-16"))


def test_an_entity_that_nobody_defined_is_refused() -> None:
    assert "not XML" in refused(PLAIN.replace(b"1015", b"&a;"))


def test_a_message_past_the_size_is_refused_before_it_is_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spi_xml, "_Bounded", None)  # to parse would be an error
    assert "larger than 4 MiB" in refused(b" " * (100 * 1024 * 1024))


def test_nesting_past_the_bound_is_refused_and_up_to_it_is_read() -> None:
    # The result stands eight deep: the elements in it are 9 to 64.
    def nested(times: int) -> bytes:
        return one(offence("1", result("1015", "<x>" * times + "</x>" * times)))

    assert read_spi(nested(spi_xml.DEEPEST - 8))
    assert "nested deeper than 64" in refused(nested(spi_xml.DEEPEST - 7))
    assert "nested deeper than 64" in refused(b"<a>" * 1_000_000)


def test_more_elements_than_the_bound_are_refused() -> None:
    assert "more than 200,000 elements" in refused(b"<a>" + b"<b/>" * spi_xml.MOST_ELEMENTS + b"</a>")


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "empty"),
        (b"  \n", "empty"),
        (b"{}", "not XML"),
        (b"\x00\xff\xfe", "not XML"),
        (PLAIN[:-30], "not XML"),
        (PLAIN[: len(PLAIN) // 2], "not XML"),
        (PLAIN + b"<more/>", "not XML"),
        (PLAIN.replace(b"1015", b"10\xff15"), "not XML"),
        (b'<?xml version="1.0" encoding="utf-16"?>' + PLAIN, "not XML"),
        (b'<?xml version="1.0" encoding="no-such"?>' + PLAIN, "encoding"),
        (b'<?xml version="1.0" encoding="utf-7"?>' + PLAIN, "encoding"),
    ],
)
def test_what_is_no_xml_is_refused(data: bytes, what: str) -> None:
    assert what in refused(data)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1"])
def test_the_encodings_that_xml_names_are_read(encoding: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding.removesuffix("-sig")}"?>' + PLAIN.decode()
    (message,) = read_spi(text.replace("Nobody", "Nö").encode(encoding))
    assert message.events == read_spi(PLAIN)[0].events


@pytest.mark.parametrize(
    ("data", "where", "what"),
    [
        (b"<html/>", "html", "no court's result message"),
        (b"<DeliverRequest/>", "DeliverRequest", "without a ResultedCaseMessage"),
        (b"<ResultedCaseMessage/>", "ResultedCaseMessage", "holds no Session"),
        (deliver(session()), "Session[1]", "holds no Case"),
        (deliver(session(case())), "Case[1]", "holds no Defendant"),
        (deliver(session(case(defendant(), urn=" "))), "Case[1]/PTIURN", "missing, or no reference"),
        (deliver(session(case(defendant(), urn="x" * 201))), "Case[1]/PTIURN", "missing, or no reference"),
        (deliver(session(case(defendant()), day="")), "Hearing/DateOfHearing", "missing, or no date"),
        (deliver(session(case(defendant()), day="2026-02-30")), "Hearing/DateOfHearing", "missing, or no date"),
        (deliver("<d:Session/>"), "Session[1]/DateOfHearing", "missing, or no date"),
    ],
)
def test_a_message_without_what_every_event_needs_is_refused(data: bytes, where: str, what: str) -> None:
    text = refused(data)
    assert where in text
    assert what in text


def test_all_faults_are_told_at_once_and_nothing_half_is_read() -> None:
    good = session(case(defendant(offence("1", result("1015")))))
    text = refused(deliver(good, session(case(defendant(), urn="")), session(day="")))
    assert len(text.splitlines()) == 3


def test_without_the_extra_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "defusedxml.common", None)
    with pytest.raises(VictimsCodeError, match=r"pip install victims-code\[feeds\]"):
        read_spi(PLAIN)


def test_names_past_the_bound_are_refused_and_up_to_it_are_read() -> None:
    # Each names the one root, too.
    names = spi_xml.MOST_NAMES - 1
    spi_xml.read_xml(f"<a>{''.join(f'<b{n}/>' for n in range(names))}</a>".encode())
    assert "more than 2,000 names" in refused(f"<a>{''.join(f'<b{n}/>' for n in range(names + 1))}</a>".encode())
    attributes = "".join(f" b{n}=''" for n in range(names + 1))
    assert "more than 2,000 names" in refused(f"<a{attributes}/>".encode())
    assert "a name longer than 200 characters" in refused(f"<{'a' * 201}/>".encode())


def test_a_long_namespace_is_never_written_before_each_name() -> None:
    """With the names of namespaces, this message of 115 kilobytes took 418 megabytes."""
    names = "".join(f"<n:b{number % 1_900}/>" for number in range(6_000))
    message = PLAIN.decode().replace("</d:Result>", f'<n:x xmlns:n="{"n" * 50_000}">{names}</n:x></d:Result>', 1)
    tracemalloc.start()
    assert read_spi(message.encode())[0].events == read_spi(PLAIN)[0].events
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 10_000_000
