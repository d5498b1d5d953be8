"""Every rule, found by itself."""

import re

from app.operators.checks.catalogue import all_rules, rules


def test_every_rule_is_found_and_its_code_is_its_own() -> None:
    codes = [rule.code for rule in rules()]

    assert len(codes) == len(set(codes))
    assert {"entry-class", "method-missing"} <= set(codes)
    assert {"undefined-name", "syntax-error"} <= set(all_rules()) - set(codes)


def test_codes_are_short_words_and_never_those_of_a_build() -> None:
    for code in all_rules():
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", code), code
        assert len(code) <= 24
        assert not code.startswith("build-")


def test_every_rule_says_what_is_wrong_and_what_to_do() -> None:
    for rule in all_rules().values():
        assert rule.sentence.endswith(".") or rule.sentence.endswith("}"), rule.code
        assert rule.help.endswith("."), rule.code


def test_rules_of_our_own_check_and_those_of_tools_do_not() -> None:
    own = {rule.code for rule in rules()}

    assert [code for code, rule in all_rules().items() if (rule.check is None) is (code in own)] == []
