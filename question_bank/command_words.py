"""What the command line says, in Vietnamese and English."""

from collections.abc import Iterator, Mapping

from question_bank.carrying import kept
from question_bank.fields import NAMED_FIELDS
from question_bank.matching import How, Proposal
from question_bank.readers import HEAD

WORDS: Mapping[str, Mapping[str, str]] = {
    "vi": {
        "error": "LỖI",
        "warning": "Lưu ý",
        "readable": "{file}: đọc được {items} câu, {errors} lỗi, {warnings} lưu ý.",
        "unreadable": "{file}: chưa dùng được, {errors} lỗi, {warnings} lưu ý.",
        "reading": "đang đọc câu",
        "checking": "đang kiểm tra câu",
        "comparing": "đang đối chiếu câu",
        "written": "Đã ghi {items} câu vào {file}.",
        "same": "Hai bên là cùng một phiên bản ngân hàng.",
        "no_file": "Không mở được tệp {file}: {reason}.",
        "ENOENT": "không có tệp hoặc thư mục này",
        "EACCES": "không có quyền đọc hoặc ghi",
        "EISDIR": "đây là thư mục",
        "ENOSPC": "ổ đĩa đã đầy",
        "no_format": "Không rõ định dạng của {file}; tên tệp cần kết thúc bằng {formats}.",
        "no_codes": "Định dạng {format} không giữ mã câu nên không dùng được --codes-from.",
        "codes_absent": "Các câu trong {file} chưa có mã nên không lấy mã từ tệp này được.",
        "lost": "Không giữ được",
        "pinned": "Đã giữ cuối phương án ở {count} câu: {items}.",
        "match_same": "Giữ mã cũ: {count} câu giống hệt câu đã có.",
        "match_stem": "cùng nội dung câu hỏi, chung {percent} % số từ",
        "match_alike": "gần giống câu đã có ({percent} %)",
        "match_new": "Đặt mã mới cho {count} câu: {items}.",
        "kept": "Tệp không ghi nên giữ nguyên từ ngân hàng",
        "kept_count": "{field} ({count} câu)",
        "kept_head": "tên, ngôn ngữ và lời lưu ý",
        "no_seal": "Tệp niêm phong không đúng dạng; hãy tải lại seal.json ở trang Minh bạch.",
        "seal_closed": "Niêm phong chưa mở: chỉ kiểm tra được sau khi công bố kết quả đợt thi.",
        "sealed_round": "Niêm phong đợt {round} của cuộc thi {contest}:",
        "holds": "KHỚP ",
        "broken": "LỆCH ",
        "seal_commitment": "nội dung mở ra là nội dung đã cam kết trước khi đợt thi mở",
        "seal_bank": "tệp là của đúng ngân hàng đã niêm phong",
        "seal_digest": "câu hỏi và đáp án trong tệp giống hệt phiên bản đã niêm phong",
        "seal_good": "Niêm phong nguyên vẹn.",
        "seal_bad": "Niêm phong KHÔNG khớp với tệp này.",
        "added": "Thêm mới",
        "removed": "Bỏ đi",
        "reworded": "Sửa nội dung",
        "rekeyed": "Đổi đáp án",
        "moved": "Đổi chủ đề, giai đoạn, độ khó, nhóm hoặc thứ tự",
        "explained": "Sửa giải thích hoặc nguồn",
        "items": "Số câu",
        "topics": "Chủ đề",
        "periods": "Giai đoạn",
        "difficulties": "Độ khó",
        "uses": "Nhóm",
        "keys": "Đáp án",
        "blank": "(để trống)",
    },
    "en": {
        "error": "ERROR",
        "warning": "Note",
        "readable": "{file}: {items} items, {errors} errors, {warnings} notes.",
        "unreadable": "{file}: not usable yet, {errors} errors, {warnings} notes.",
        "reading": "reading item",
        "checking": "checking item",
        "comparing": "comparing item",
        "written": "Wrote {items} items to {file}.",
        "same": "Both are the same version of the bank.",
        "no_file": "Cannot open {file}: {reason}.",
        "ENOENT": "there is no such file or folder",
        "EACCES": "it may not be read or written",
        "EISDIR": "it is a folder",
        "ENOSPC": "the disk is full",
        "no_format": "Unknown format of {file}; its name must end in {formats}.",
        "no_codes": "The format {format} holds no codes, so --codes-from cannot be used.",
        "codes_absent": "The items of {file} have no codes, so none can be taken from it.",
        "lost": "Not held",
        "pinned": "Pinned options of {count} items: {items}.",
        "match_same": "Old codes kept: {count} items are the same as before.",
        "match_stem": "the same question, {percent} % of all words shared",
        "match_alike": "nearly the same as before ({percent} %)",
        "match_new": "New codes for {count} items: {items}.",
        "kept": "Not in the file, kept from the bank",
        "kept_count": "{field} ({count} items)",
        "kept_head": "title, language and notice",
        "no_seal": "This is not a seal; download seal.json again from the transparency page.",
        "seal_closed": "The seal is closed: it can be checked once the result is published.",
        "sealed_round": "Seal of round {round} of the contest {contest}:",
        "holds": "MATCHES",
        "broken": "DIFFERS",
        "seal_commitment": "what was opened is what was promised before the round opened",
        "seal_bank": "the file is of the bank that was sealed",
        "seal_digest": "items and keys in the file are exactly those of the sealed version",
        "seal_good": "The seal is intact.",
        "seal_bad": "The seal does NOT match this file.",
        "added": "Added",
        "removed": "Removed",
        "reworded": "Reworded",
        "rekeyed": "New key",
        "moved": "New topic, period, difficulty, use or order",
        "explained": "New explanation or source",
        "items": "Items",
        "topics": "Topics",
        "periods": "Periods",
        "difficulties": "Difficulties",
        "uses": "Uses",
        "keys": "Keys",
        "blank": "(none)",
    },
}


def match_lines(proposal: Proposal, language: str) -> Iterator[str]:
    """Say which codes items without one are given: doubtful ones singly, new ones together.

    Then what their file has no place for and stays as it was.
    """
    words = WORDS[language]
    coded = proposal.coded()
    drafts = [draft for draft in coded.drafts if draft.item is not None]
    found = list(zip(drafts, proposal.matches, strict=True))
    if same := sum(match.how is How.SAME for _, match in found):
        yield words["match_same"].format(count=same)
    for draft, match in found:
        if match.how in (How.STEM, How.ALIKE):
            how = words[f"match_{match.how}"].format(percent=match.percent)
            yield f"{draft.place.words(language)} → {draft.code}: {how}"
    if fresh := [draft.code for draft, match in found if match.how is How.NEW]:
        yield words["match_new"].format(count=len(fresh), items=", ".join(fresh))
    if stays := kept(proposal.reading, coded):
        named = (
            words["kept_head"]
            if field == HEAD
            else words["kept_count"].format(field=NAMED_FIELDS[field].title(language), count=count)
            for field, count in stays.items()
        )
        yield f"{words['kept']}: {', '.join(named)}."
