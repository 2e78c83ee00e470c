"""What is wrong with a rules document, in the reader's words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from quiz.domain.rules_sentences import SENTENCES


@dataclass(frozen=True, slots=True)
class RulesFinding:
    """One problem: where (``prizes[2].count``, empty for the whole), which, and its details."""

    path: str
    code: str
    data: Mapping[str, str | int] = field(default_factory=dict)

    def sentence(self, language: str) -> str:
        """Say what is wrong and how to mend it, in ``vi`` or ``en``."""
        return SENTENCES[self.code][language].format(path=self.path, **self.data)


class RulesProblem(ValueError):
    """A rules document that cannot be used; ``findings`` holds at least one."""

    def __init__(self, findings: Iterable[RulesFinding]) -> None:
        self.findings = tuple(findings)
        super().__init__("; ".join(f"{found.path}: {found.code}" for found in self.findings))

    def sentence(self, language: str) -> str:
        """Say everything that is wrong, a line each, in ``vi`` or ``en``."""
        return "\n".join(finding.sentence(language) for finding in self.findings)
