"""Addresses as people write them, and what must not pass for one."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefer.deliver.addresses import mailbox, mailboxes
from briefer.errors import ConfigError


@pytest.mark.parametrize(
    ("text", "name", "address"),
    [
        ("a@example.org", "", "a@example.org"),
        (" Anna Berger <a.b+news@Example.ORG> ", "Anna Berger", "a.b+news@example.org"),
        ('"Berger, Anna" <a@example.org>', "Berger, Anna", "a@example.org"),
        (r'"the \"desk\"" <a@example.org>', 'the "desk"', "a@example.org"),
        ("Änne <a@bücher.example>", "Änne", "a@xn--bcher-kva.example"),
        ("a@straße.example", "", "a@xn--strae-oqa.example"),
        ("пример@пример.example", "", "пример@xn--e1afmkfd.example"),
        ("root@localhost", "", "root@localhost"),
    ],
)
def test_addresses_in_use_are_understood(text: str, name: str, address: str) -> None:
    """With and without a name, with letters of any alphabet; ß stays ß (IDNA 2008)."""
    box = mailbox(text)
    assert (box.name, box.address) == (name, address)
    assert box.international == (not box.local.isascii())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a",
        "@example.org",
        "a@",
        "a b@example.org",
        "a@example..org",
        "a@-example.org",
        "a@exa mple.org",
        "a@example.org, b@example.org",
        "a@example.org>",
        "<<a@example.org>",
        "a@b@example.org",
        '"a b"@example.org',
        ".a@example.org",
        "a@example.org\n",
        "a@example.org\r\nBcc: b@example.org",
        "A\r\nBcc: b@example.org <a@example.org>",
        "A\x00 <a@example.org>",
        "A\u2028B <a@example.org>",
        "a\u200b@example.org",
        "\u202ea@example.org",
        "a@exam\u00adple.org",
        "x" * 65 + "@example.org",
        "a@" + "x" * 64 + ".org",
        "a" * 10_000,
        "a@[127.0.0.1]",
        "a@ex_ample.org",
        "a@\U000e0041.example",
    ],
)
def test_what_is_no_address_is_refused(text: str) -> None:
    """Line breaks, controls, invisible letters, lists and nonsense end as a clear error."""
    with pytest.raises(ConfigError) as caught:
        mailbox(text)
    assert str(caught.value).isprintable()


@settings(deadline=None, derandomize=True)
@given(st.text(max_size=40), st.text(max_size=20))
def test_no_text_smuggles_a_line_break(name: str, local: str) -> None:
    """Whatever is accepted is on one line, and has exactly one @ that is followed by ASCII."""
    for text in (name, f"{name} <{local}@example.org>", f"{local}@{name}"):
        try:
            box = mailbox(text)
        except ConfigError:
            continue
        assert f"{box.name}{box.address}".isprintable()
        assert box.address.count("@") == 1
        assert box.domain.isascii()


def test_case_does_not_make_another_recipient() -> None:
    """A reader written twice is one reader."""
    assert mailbox("Anna.Berger@Example.org").key == mailbox("anna.berger@example.ORG").key


def test_a_person_named_twice_is_one() -> None:
    """With a name or without, in capitals, composed or not; as written first."""
    texts = ("Änne <a\u0308nne@example.org>", "ÄNNE@Example.org", "b@example.org")
    assert [(box.name, box.local) for box in mailboxes(texts)] == [
        ("Änne", "a\u0308nne"),
        ("", "b"),
    ]


def test_every_address_that_is_none_is_named() -> None:
    """All at once, so that they can be put right at once."""
    with pytest.raises(ConfigError) as caught:
        mailboxes(("a@example.org", "b", "c@"))
    assert [line[:4] for line in str(caught.value).splitlines()] == ["'b' ", "'c@'"]
