"""What every question to a model shares: its prompt, its lines between fences, its count."""

from collections.abc import Callable, Sequence
from typing import Any

from briefer.llm.lines import fence
from briefer.llm.prompts import LINES, Prompts
from briefer.llm.requests import Request, Schema


class Asking:
    """Makes requests of prompts. `count` counts tokens, `language` is a name ("French")."""

    def __init__(self, prompts: Prompts, count: Callable[[str], int], language: str) -> None:
        self.prompts = prompts
        self.count = count
        self.language = language
        self._system_tokens: dict[str, int] = {}

    def request(
        self,
        stage: str,
        lines: Sequence[str],
        schema: Schema,
        parse: Callable[[Any], Any],
        *,
        limit: int,
        subject: Any,
    ) -> Request[Any]:
        """Return a question of prompt `stage` about `lines`; `subject` comes back with it."""
        values = {LINES[stage]: "\n".join(lines), "fence": fence(lines), "limit": limit}
        messages = self.prompts.messages(stage, self.language, **values)
        return Request(
            stage=stage,
            name=next((line for line in lines if len(line) > 2), stage)[:80],
            messages=messages,
            parse=parse,
            schema=schema,
            subject=subject,
            prompt=self.prompts.prompt(stage).hash,
            retry=self.prompts.retry,
            prompt_tokens=self._static(messages[0].content) + self.count(messages[1].content),
        )

    def repair(
        self,
        of: str,
        lines: Sequence[str],
        refused: Sequence[str],
        schema: Schema,
        parse: Callable[[Any], Any],
        subject: Any,
    ) -> Request[Any]:
        """Return a question that has `refused` put right, claims that prompt `of` brought."""
        messages = self.prompts.repair(
            of,
            self.language,
            lines="\n".join(lines),
            refused="\n".join(refused),
            fence=fence([*lines, *refused]),
            form=schema.name,
        )
        return Request(
            stage="repair",
            name=refused[0][:80],
            messages=messages,
            parse=parse,
            schema=schema,
            subject=subject,
            prompt=self.prompts.repair_hash(of),
            retry=self.prompts.retry,
            prompt_tokens=self._static(messages[0].content) + self.count(messages[1].content),
        )

    def _static(self, text: str) -> int:
        if text not in self._system_tokens:
            self._system_tokens[text] = self.count(text)
        return self._system_tokens[text]
