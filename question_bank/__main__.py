"""The command line for banks: check, convert, diff, stats, template, verify-seal, without a server.

Exit codes: 0 all well; 1 errors found, or differences; 2 wrong usage or a file that cannot be
opened.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TextIO

from question_bank.bank import Bank, BankHead
from question_bank.checks import check_bank
from question_bank.command_words import WORDS
from question_bank.diff import diff_banks
from question_bank.findings import Finding, has_errors
from question_bank.item_changes import diff_lines
from question_bank.readers import read_bank
from question_bank.schema import bank_schema
from question_bank.seal import seal_of, verify
from question_bank.stats import bank_stats
from question_bank.writers import FORMATS, template_bank, write_bank

WELL, FOUND, USAGE = 0, 1, 2


class _UsageError(Exception):
    """The command cannot be carried out as it was given; its text says why."""


class _UnreadableError(Exception):
    """A file holds no usable bank; its findings have been printed."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    given = _parser().parse_args(arguments)
    try:
        code: int = given.run(given)
    except _UsageError as problem:
        print(problem, file=sys.stderr)
        return USAGE
    except _UnreadableError:
        return FOUND
    return code


def _check(given: argparse.Namespace) -> int:
    results = [(file, *_examined(file, given)) for file in given.files]
    if given.json:
        _print_json([_result(file, bank, found, given.lang) for file, bank, found in results])
    else:
        for file, bank, found in results:
            _print_findings(file, bank, found, given.lang)
    return FOUND if any(has_errors(found) for _, _, found in results) else WELL


def _convert(given: argparse.Namespace) -> int:
    target = Path(given.out)
    kind = target.suffix.casefold().removeprefix(".").replace("yml", "yaml")
    if kind not in FORMATS:
        endings = ", ".join(f".{known}" for known in FORMATS)
        raise _UsageError(WORDS[given.lang]["no_format"].format(file=target, formats=endings))
    bank = _bank(given.file, given)
    _write(target, write_bank(bank, kind), given.lang)
    print(WORDS[given.lang]["written"].format(items=len(bank.items), file=target))
    return WELL


def _diff(given: argparse.Namespace) -> int:
    old, new = _bank(given.old, given), _bank(given.new, given)
    difference = diff_banks(old, new)
    if given.json:
        _print_json(asdict(difference))
    else:
        print(*diff_lines(old, new, given.lang), sep="\n")
    return WELL if difference.is_empty else FOUND


def _stats(given: argparse.Namespace) -> int:
    stats = {file: asdict(bank_stats(_bank(file, given))) for file in given.files}
    words = WORDS[given.lang]
    if given.json:
        _print_json(stats)
        return WELL
    for file, counted in stats.items():
        print(f"{file} · {words['items']}: {counted.pop('items')}")
        for name, counts in counted.items():
            print(f"  {words[name]}")
            for value, count in counts.items():
                print(f"    {count:5}  {value or words['blank']}")
    return WELL


def _verify_seal(given: argparse.Namespace) -> int:
    words = WORDS[given.lang]
    try:
        seal = seal_of(json.loads(_bytes(given.seal, given)))
        checks = verify(seal, _bank(given.bank, given))
    except ValueError as problem:
        raise _UsageError(words[getattr(problem, "code", "no_seal")]) from problem
    if given.json:
        document = {"holds": checks.all_hold, **asdict(checks)}
        _print_json({"contest": seal.contest, "round": seal.round} | document)
    else:
        print(words["sealed_round"].format(contest=seal.contest, round=seal.round))
        for name, holds in asdict(checks).items():
            print(f"  {words['holds' if holds else 'broken']} {words[f'seal_{name}']}")
        print(words["seal_good" if checks.all_hold else "seal_bad"])
    return WELL if checks.all_hold else FOUND


def _template(given: argparse.Namespace) -> int:
    _write(Path(given.out), template_bank(given.format), given.lang)
    return WELL


def _schema(_given: argparse.Namespace) -> int:
    _print_json(bank_schema())
    return WELL


def _examined(file: str, given: argparse.Namespace) -> tuple[Bank | None, tuple[Finding, ...]]:
    path, data = Path(file), _bytes(file, given)
    head = BankHead(given.code or "ngan-hang", given.title or path.stem)
    reading = read_bank(data, path.name, defaults=head)
    if reading.bank is None:
        return None, reading.findings
    return reading.bank, reading.findings + check_bank(reading.bank, places=reading.places)


def _bytes(file: str, given: argparse.Namespace) -> bytes:
    try:
        return Path(file).read_bytes()
    except OSError as problem:
        reason = problem.strerror or type(problem).__name__
        raise _UsageError(
            WORDS[given.lang]["no_file"].format(file=file, reason=reason)
        ) from problem


def _bank(file: str, given: argparse.Namespace) -> Bank:
    bank, found = _examined(file, given)
    if bank is None or has_errors(found):
        _print_findings(file, None, found, given.lang, to=sys.stderr)
        raise _UnreadableError
    return bank


def _write(target: Path, data: bytes, language: str) -> None:
    try:
        target.write_bytes(data)
    except OSError as problem:
        reason = problem.strerror or type(problem).__name__
        raise _UsageError(
            WORDS[language]["no_file"].format(file=target, reason=reason)
        ) from problem


def _result(
    file: str, bank: Bank | None, found: Sequence[Finding], language: str
) -> dict[str, object]:
    return {
        "file": file,
        "bank": bank and bank.code,
        "digest": bank and bank.digest,
        "items": len(bank.items) if bank else 0,
        "findings": [
            {
                **asdict(finding),
                "where": finding.where(language),
                "sentence": finding.sentence(language),
            }
            for finding in found
        ],
    }


def _print_findings(
    file: str,
    bank: Bank | None,
    found: Sequence[Finding],
    language: str,
    to: TextIO | None = None,
) -> None:
    words = WORDS[language]
    for finding in found:
        where = f" · {place}" if (place := finding.where(language)) else ""
        print(f"{words[finding.severity]}{where}: {finding.sentence(language)}", file=to)
    counts = Counter(finding.severity.value for finding in found)
    summary = words["readable" if bank and not counts["error"] else "unreadable"]
    print(
        summary.format(
            file=file,
            items=len(bank.items) if bank else 0,
            errors=counts["error"],
            warnings=counts["warning"],
        ),
        file=to,
    )


def _print_json(value: object) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=2))


def _parser() -> argparse.ArgumentParser:
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--lang", choices=("vi", "en"), default="vi", help="ngôn ngữ thông báo")
    common.add_argument("--json", action="store_true", help="in kết quả dạng JSON")
    common.add_argument("--code", help="mã ngân hàng, khi tệp không chứa (CSV)")
    common.add_argument("--title", help="tên ngân hàng, khi tệp không chứa (CSV)")
    parser = argparse.ArgumentParser(
        prog="python -m question_bank", description="Công cụ cho ngân hàng câu hỏi"
    )
    commands = parser.add_subparsers(required=True, metavar="LỆNH")

    check = commands.add_parser("check", parents=[common], help="kiểm tra tệp")
    check.add_argument("files", nargs="+", metavar="TỆP")
    check.set_defaults(run=_check)

    convert = commands.add_parser("convert", parents=[common], help="đổi định dạng tệp")
    convert.add_argument("file", metavar="TỆP")
    convert.add_argument("out", metavar="TỆP-MỚI")
    convert.set_defaults(run=_convert)

    diff = commands.add_parser("diff", parents=[common], help="so sánh hai phiên bản")
    diff.add_argument("old", metavar="TỆP-CŨ")
    diff.add_argument("new", metavar="TỆP-MỚI")
    diff.set_defaults(run=_diff)

    stats = commands.add_parser("stats", parents=[common], help="thống kê câu hỏi")
    stats.add_argument("files", nargs="+", metavar="TỆP")
    stats.set_defaults(run=_stats)

    seal = commands.add_parser(
        "verify-seal", parents=[common], help="kiểm tra niêm phong của một đợt thi"
    )
    seal.add_argument("seal", metavar="NIÊM-PHONG.json")
    seal.add_argument("bank", metavar="TỆP")
    seal.set_defaults(run=_verify_seal)

    template = commands.add_parser("template", parents=[common], help="ghi tệp mẫu")
    template.add_argument("format", choices=FORMATS)
    template.add_argument("out", metavar="TỆP-MỚI")
    template.set_defaults(run=_template)

    schema = commands.add_parser("schema", parents=[common], help="in JSON Schema của dạng YAML")
    schema.set_defaults(run=_schema)
    return parser


if __name__ == "__main__":
    sys.exit(main())
