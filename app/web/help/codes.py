"""What the codes mean that checks, builds and packages give: the texts are those that come with the findings."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from app.operators import checker
from app.operators.build_errors import HELP as BUILD_HELP
from app.operators.checks import analysis, sources
from app.operators.checks.catalogue import all_rules
from app.operators.packages.problems import HELP as PACKAGE_HELP


@dataclass(frozen=True)
class Code:
    """One code; ``usually`` is its usual severity, or what gives it."""

    code: str
    usually: str
    is_fixable: bool
    help: str

    @property
    def words(self) -> str:
        """Everything that a search looks at."""
        return f"{self.code} {self.usually} {self.help}"


@cache
def codes() -> tuple[Code, ...]:
    """All of them, those of checks first. The rules are read when this is asked for the first time."""
    rules = [
        Code(rule.code, rule.severity.value, bool(rule.fix or rule.fix_text), rule.help)
        for rule in all_rules().values()
    ]
    rules += _plain("the checks themselves", {**sources.HELP, **analysis.HELP, **checker.HELP})
    others = [*_plain("packages", PACKAGE_HELP), *_plain("a failed build", BUILD_HELP)]
    known = {one.code for one in rules}
    return (*sorted(rules, key=_name), *(one for one in others if one.code not in known))


def _plain(usually: str, helps: Mapping[str, str]) -> list[Code]:
    return [Code(code, usually, False, text) for code, text in helps.items()]


def _name(code: Code) -> str:
    return code.code
