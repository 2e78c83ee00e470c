"""The command line for banks: check, convert, diff, stats, template, verify-seal, without a server.

Items without codes get those of the likeliest items of an older file, or new ones.

Exit codes: 0 all well; 1 errors found, or differences; 2 wrong usage or a file that cannot be
opened.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from errno import errorcode
from pathlib import Path
from typing import TextIO

from question_bank.bank import Bank, BankHead
from question_bank.command_words import WORDS, match_lines
from question_bank.diff import diff_banks
from question_bank.examine import examine_file
from question_bank.item_changes import diff_lines
from question_bank.matching import How, Proposal, propose_codes
from question_bank.mending import pin_options
from question_bank.readers import Reading
from question_bank.schema import bank_schema
from question_bank.seal import seal_of, verify
from question_bank.stats import bank_stats
from question_bank.terminal import red, shown_progress
from question_bank.writers import (
    ENDINGS,
    FORMATS,
    format_of,
    holds_codes,
    losses,
    template_bank,
    write_bank,
)

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
    old = _older(given)
    results = [(file, propose_codes(_examined(file, given), old)) for file in given.files]
    if given.json:
        _print_json([_result(file, proposal, given.lang) for file, proposal in results])
    else:
        for file, proposal in results:
            _print_findings(file, proposal.reading, given.lang)
            if not proposal.reading.is_faulty:
                _print_matches(proposal, given.lang)
    return FOUND if any(proposal.reading.is_faulty for _, proposal in results) else WELL


def _convert(given: argparse.Namespace) -> int:
    target = Path(given.out)
    kind = given.format or format_of(target.name)
    words = WORDS[given.lang]
    if kind is None:
        endings = ", ".join(f".{ending}" for ending in ENDINGS.values())
        raise _UsageError(words["no_format"].format(file=target, formats=endings))
    if given.codes_from and not holds_codes(kind):
        raise _UsageError(words["no_codes"].format(format=kind))
    proposal = propose_codes(_sound(given.file, given), _older(given))
    if holds_codes(kind):
        _print_matches(proposal, given.lang)
    bank = _mended(_bank_of(proposal), given)
    for lost in losses(bank, kind):
        print(f"{words['lost']}: {lost.sentence(given.lang)}")
    _write(target, write_bank(bank, kind), given.lang)
    print(words["written"].format(items=len(bank.items), file=target))
    return WELL


def _diff(given: argparse.Namespace) -> int:
    old = _bank(given.old, given)
    proposal = propose_codes(_sound(given.new, given), old)
    new = _bank_of(proposal)
    difference = diff_banks(old, new)
    if given.json:
        _print_json(asdict(difference))
        return WELL if difference.is_empty else FOUND
    _print_matches(proposal, given.lang)
    if difference.is_empty:
        print(WORDS[given.lang]["same"])
    else:
        print(*diff_lines(old, new, given.lang, red), sep="\n")
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


def _examined(file: str, given: argparse.Namespace) -> Reading:
    path, data = Path(file), _bytes(file, given)
    head = BankHead(given.code or "ngan-hang", given.title or path.stem)
    with shown_progress(path.name, given.lang) as watch:
        return examine_file(data, path.name, defaults=head, watch=watch)


def _sound(file: str, given: argparse.Namespace) -> Reading:
    """Return a file without errors, or print them and give up."""
    reading = _examined(file, given)
    if reading.is_faulty:
        _print_findings(file, reading, given.lang, to=sys.stderr)
        raise _UnreadableError
    return reading


def _bytes(file: str, given: argparse.Namespace) -> bytes:
    try:
        return Path(file).read_bytes()
    except OSError as problem:
        raise _UsageError(_unopened(file, problem, given.lang)) from problem


def _bank(file: str, given: argparse.Namespace) -> Bank:
    """Return the bank of a file; items without codes get new ones."""
    return _bank_of(propose_codes(_sound(file, given), None))


def _older(given: argparse.Namespace) -> Bank | None:
    """Return the bank that codes are to be taken from, if one is named."""
    if given.codes_from is None:
        return None
    reading = _sound(given.codes_from, given)
    if reading.lacks_codes:
        raise _UsageError(WORDS[given.lang]["codes_absent"].format(file=given.codes_from))
    return _bank_of(propose_codes(reading, None))


def _bank_of(proposal: Proposal) -> Bank:
    bank = proposal.coded().bank
    if bank is None:
        raise _UnreadableError
    return bank


def _mended(bank: Bank, given: argparse.Namespace) -> Bank:
    """Take the advice that was asked for."""
    if "pins" not in given.fix:
        return bank
    mended = pin_options(bank)
    pinned = [new.code for old, new in zip(bank.items, mended.items, strict=True) if old != new]
    if pinned:
        words = WORDS[given.lang]["pinned"]
        print(words.format(count=len(pinned), items=", ".join(pinned)))
    return mended


def _write(target: Path, data: bytes, language: str) -> None:
    try:
        target.write_bytes(data)
    except OSError as problem:
        raise _UsageError(_unopened(target, problem, language)) from problem


def _unopened(file: Path | str, problem: OSError, language: str) -> str:
    """Say why a file cannot be opened; in the system's words where ours have none."""
    words = WORDS[language]
    known = words.get(errorcode.get(problem.errno or 0, ""))
    reason = known or problem.strerror or type(problem).__name__
    return words["no_file"].format(file=file, reason=reason)


def _result(file: str, proposal: Proposal, language: str) -> dict[str, object]:
    reading = proposal.coded()
    bank = reading.bank
    found = zip(reading.items, proposal.matches, strict=True)
    return {
        "file": file,
        "bank": bank and bank.code,
        "digest": bank and bank.digest,
        "items": len(bank.items) if bank else 0,
        "codes": [
            {**asdict(match), "code": item.code}
            for item, match in found
            if match.how is not How.GIVEN
        ],
        "findings": [
            {
                **asdict(finding),
                "where": finding.where(language),
                "sentence": finding.sentence(language),
            }
            for finding in reading.findings
        ],
    }


def _print_findings(file: str, reading: Reading, language: str, to: TextIO | None = None) -> None:
    words = WORDS[language]
    for finding in reading.findings:
        where = f" · {place}" if (place := finding.where(language)) else ""
        print(f"{words[finding.severity]}{where}: {finding.sentence(language)}", file=to)
    counts = Counter(finding.severity.value for finding in reading.findings)
    summary = words["unreadable" if reading.is_faulty else "readable"]
    print(
        summary.format(
            file=file,
            items=len(reading.items),
            errors=counts["error"],
            warnings=counts["warning"],
        ),
        file=to,
    )


def _print_matches(proposal: Proposal, language: str) -> None:
    for line in match_lines(proposal, language):
        print(line)


def _print_json(value: object) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=2))


def _parser() -> argparse.ArgumentParser:
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--lang", choices=("vi", "en"), default="vi", help="ngôn ngữ thông báo")
    common.add_argument("--json", action="store_true", help="in kết quả dạng JSON")
    headless = "khi tệp không chứa (CSV, GIFT, Aiken)"
    common.add_argument("--code", help=f"mã ngân hàng, {headless}")
    common.add_argument("--title", help=f"tên ngân hàng, {headless}")
    matching = argparse.ArgumentParser(add_help=False)
    matching.add_argument(
        "--codes-from",
        metavar="TỆP-CŨ",
        help="lấy mã cho các câu chưa có mã từ những câu giống nhất trong tệp này",
    )
    parser = argparse.ArgumentParser(
        prog="python -m question_bank",
        description="Công cụ cho ngân hàng câu hỏi: Word, Excel, CSV, YAML, JSON, GIFT và Aiken",
    )
    commands = parser.add_subparsers(required=True, metavar="LỆNH")

    check = commands.add_parser("check", parents=[common, matching], help="kiểm tra tệp")
    check.add_argument("files", nargs="+", metavar="TỆP")
    check.set_defaults(run=_check)

    convert = commands.add_parser(
        "convert",
        parents=[common, matching],
        help="đổi định dạng tệp; báo trước những gì định dạng mới không giữ được",
    )
    convert.add_argument("file", metavar="TỆP")
    convert.add_argument("out", metavar="TỆP-MỚI")
    convert.add_argument("--format", choices=FORMATS, help="định dạng, nếu không theo đuôi tệp")
    convert.add_argument(
        "--fix",
        action="append",
        choices=("pins",),
        default=[],
        help="pins: giữ cuối các phương án nói tới phương án khác, ví dụ “Cả A và B”",
    )
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

    schema = commands.add_parser(
        "schema", parents=[common], help="in JSON Schema của dạng YAML và JSON"
    )
    schema.set_defaults(run=_schema)
    return parser


if __name__ == "__main__":
    sys.exit(main())
