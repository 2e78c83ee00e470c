"""Words that stand in several sentences: where something is, and how a key is shown."""

from collections.abc import Mapping

PLACE_WORDS: Mapping[str, Mapping[str, str]] = {
    "vi": {
        "file": "tệp “{}”",
        "sheet": "trang tính “{}”",
        "row": "dòng {}",
        "column": "cột {}",
        "line": "dòng {}",
        "item": "câu {}",
        "paragraph": "đoạn thứ {}",
        "text": "“{}”",
    },
    "en": {
        "file": "file “{}”",
        "sheet": "sheet “{}”",
        "row": "row {}",
        "column": "column {}",
        "line": "line {}",
        "item": "item {}",
        "paragraph": "paragraph {}",
        "text": "“{}”",
    },
}

WAY_WORDS: Mapping[str, Mapping[str, str]] = {
    "vi": {
        "line": "dòng “Đáp án: …” sau mỗi câu",
        "table": "bảng đáp án",
        "column": "cột “Đáp án”",
        "star": "dấu * trước phương án",
        "tick": "dấu ✓ hoặc ☑ ở phương án",
        "written": "chữ “(đúng)” hoặc “x” sau phương án",
        "bold": "chữ in đậm",
        "italic": "chữ in nghiêng",
        "underline": "chữ gạch chân",
        "colour": "màu chữ",
        "highlight": "màu tô sáng",
        "shading": "màu nền",
    },
    "en": {
        "line": "the line “Đáp án: …” after each item",
        "table": "the table of keys",
        "column": "the column “Đáp án”",
        "star": "the * before the option",
        "tick": "the ✓ or ☑ at the option",
        "written": "the words “(đúng)” or “x” behind the option",
        "bold": "bold type",
        "italic": "italics",
        "underline": "underlining",
        "colour": "the colour of the text",
        "highlight": "highlighting",
        "shading": "shading",
    },
}
