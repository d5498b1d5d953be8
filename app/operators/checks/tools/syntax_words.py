"""A parser's complaints in plain words."""

from __future__ import annotations

import re

_PLAIN = (
    (r"Got unexpected token \x00|Invalid unescaped character NUL.*", "there is a null byte in it"),
    (r"unexpected EOF while parsing", "the file ends in the middle of a statement; a bracket may still be open"),
    (r"missing closing quote in string literal", "a text begins here whose closing quote is missing"),
    (r"Got unexpected token (?P<it>[“”‘’„«»])", "{it} is a typographic quote; Python's quotes are ' and \""),
    (r"Got unexpected token (?P<it>.+)", "{it} means nothing here"),
    (r"Expected an identifier, but found a keyword `(?P<it>\w+)`.*", "{it} is a word of the language, not a name"),
    (r"Simple statements must be separated .*", "something is missing between two parts of it"),
    (
        r"Expected an indented block after `?(?P<it>[^`]+)`?(?P<rest>.*)",
        "what belongs to the {it}{rest} must be indented",
    ),
    (r"Unexpected indentation", "it is indented further than the line before it allows"),
    (r"unindent does not match any outer indentation level", "its indentation fits no line above it"),
    (r"Expected `:`, found `=`", "= gives a variable its value; to compare, write =="),
    (r"Expected `(?P<want>[^`]+)`, found newline", "{want} is missing at its end"),
    (r"Expected `(?P<want>[^`]+)`, found `?(?P<it>[^`]+)`?", "{want} should stand where {it} stands"),
    (r"(?P<it>.+) on Python 3\.12 \(syntax was added in .+\)", "{it} in the component's Python, which is 3.12"),
    (r"`return` statement outside .*", "return stands outside a function"),
    (r"`(?P<it>yield|await|yield from)` statement outside .*", "{it} stands outside a function"),
    (r"`await` should be used within an async function", "await stands in a function that is not async"),
    (r"Two starred expressions in assignment", "only one star may stand in an assignment"),
    (r"An `except` block as not the last .*", "an except without a class must be the last of its try"),
    (r"Name `(?P<it>[^`]+)` is used prior to global .*", "{it} is used before the global statement that names it"),
    (r"Nonlocal name `(?P<it>[^`]+)` found without .*", "no function around this one has a variable {it}"),
)


def syntax_words(message: str) -> str:
    """ruff's message, to follow a colon: without markup, and easier to understand where we know it."""
    for pattern, words in _PLAIN:
        if (match := re.fullmatch(pattern, message)) is not None:
            return _lowered(words.format_map(match.groupdict()))
    return _lowered(message.replace("`", "").rstrip("."))


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:] if text[1:2].islower() else text
