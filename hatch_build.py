"""Compiles the translations while a wheel or an editable install is built."""

import os
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class TranslationsHook(BuildHookInterface):  # type: ignore[type-arg]
    """Hatchling calls this before it collects the files of a wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Write a ``.mo`` beside every ``.po``."""
        for source in Path(self.root).glob("quiz/translations/*/LC_MESSAGES/*.po"):
            compile_catalogue(source)


def compile_catalogue(source: Path) -> Path:
    """Compile one catalogue, leaving out what nobody has confirmed, and return the new file."""
    with source.open("rb") as stream:
        catalogue = read_po(stream, locale=source.parent.parent.name, abort_invalid=True)
    target, draft = source.with_suffix(".mo"), source.with_suffix(f".{os.getpid()}")
    with draft.open("wb") as stream:
        write_mo(stream, catalogue)
    return draft.replace(target)  # whole, for whoever reads it meanwhile
