"""What a finding about a Word document says."""

from collections.abc import Mapping

MESSAGES: Mapping[str, Mapping[str, str]] = {
    "keys_recognised": {
        "vi": "Đáp án được nhận theo {way}: {count} câu. Hãy xem lại nếu tài liệu đánh dấu cách"
        " khác.",
        "en": "Keys were taken from {way}: {count} items. Review them if the document marks its"
        " keys in another way.",
    },
    "key_unmarked": {
        "vi": "Không thấy đáp án của câu này. Hãy ghi dòng “Đáp án: B” dưới các phương án, hoặc"
        " đánh dấu phương án đúng như các câu khác.",
        "en": "No key was found for this item. Write a line “Đáp án: B” under its options, or mark"
        " the correct option as in the other items.",
    },
    "keys_disagree": {
        "vi": "Đáp án không thống nhất: {first}, nhưng theo {way} là {second}. Hãy sửa để chỉ còn"
        " một đáp án.",
        "en": "The keys disagree: {first}, but {second} by {way}. Correct one of them.",
    },
    "key_told": {
        "vi": "Đáp án nằm ngay trong nội dung câu hỏi hoặc phương án nên người dự thi sẽ thấy. Hãy"
        " chuyển xuống một dòng riêng dưới các phương án, ví dụ “Đáp án: B”.",
        "en": "The key stands inside the question or an option, where contestants would see it."
        " Move it to a line of its own under the options, for example “Đáp án: B”.",
    },
    "key_text_differs": {
        "vi": "Dòng đáp án ghi {letters} nhưng nội dung đi kèm là của phương án {letter}. Hãy sửa"
        " chữ cái hoặc nội dung.",
        "en": "The line of the key says {letters}, but the words beside it are those of option"
        " {letter}. Correct the letter or the words.",
    },
    "key_repeated_line": {
        "vi": "Câu này có hai dòng đáp án. Hãy giữ lại một dòng; nếu đây là câu hỏi khác, hãy ghi"
        " “Câu …:” trước nội dung của câu đó.",
        "en": "This item has two lines with a key. Keep one; if another item begins here, write"
        " “Câu …:” before it.",
    },
    "marks_several": {
        "vi": "Nhiều phương án ({letters}) cùng được đánh dấu bằng {way}. Hãy chỉ đánh dấu một"
        " phương án; nếu câu có nhiều đáp án đúng, hãy ghi dòng “Đáp án: {letters}”.",
        "en": "Several options ({letters}) are marked by {way}. Mark only one; if all of them are"
        " correct, write a line “Đáp án: {letters}”.",
    },
    "marks_everywhere": {
        "vi": "Mọi phương án của câu này đều được đánh dấu bằng {way} nên không biết phương án nào"
        " đúng. Hãy chỉ đánh dấu phương án đúng, hoặc ghi dòng “Đáp án: B”.",
        "en": "All options of this item are marked by {way}, so the correct one is unknown. Mark"
        " only the correct one, or write a line “Đáp án: B”.",
    },
    "mark_partial": {
        "vi": "Phương án {letters} chỉ được đánh dấu một phần bằng {way} nên không chắc là đáp án."
        " Hãy đánh dấu cả phương án đúng và bỏ dấu ở phương án khác, hoặc ghi dòng “Đáp án: B”.",
        "en": "Option {letters} is marked only in part by {way}, so the key is uncertain. Mark the"
        " whole correct option and no other, or write a line “Đáp án: B”.",
    },
    "mark_unusual": {
        "vi": "Phương án {letters} được đánh dấu bằng {way}, còn các câu khác dùng {usual}. Hãy"
        " đánh dấu như các câu khác, hoặc ghi dòng “Đáp án: B”.",
        "en": "Option {letters} is marked by {way}, while other items use {usual}. Mark it as in"
        " the other items, or write a line “Đáp án: B”.",
    },
    "key_line_unread": {
        "vi": "Không đọc được dòng này trong phần đáp án. Hãy viết dạng “1.A 2.B 3.C”, hoặc chuyển"
        " dòng này ra khỏi phần đáp án.",
        "en": "This line among the keys cannot be read. Write “1.A 2.B 3.C”, or move it elsewhere.",
    },
    "mark_crossed": {
        "vi": "Phương án {letters} có dấu gạch chéo, không rõ là chọn hay loại. Hãy dùng dấu ✓ cho"
        " phương án đúng, hoặc ghi dòng “Đáp án: B”.",
        "en": "Option {letters} bears a cross, which may choose it or rule it out. Use ✓ for the"
        " correct option, or write a line “Đáp án: B”.",
    },
    "key_entry_differs": {
        "vi": "Phần đáp án ghi {letters}, nhưng “{text}” đi kèm không phải nội dung phương án"
        " {letters} của câu này. Hãy sửa chữ cái, hoặc chép đúng nội dung phương án.",
        "en": "The keys say {letters}, but “{text}” beside it is not what option {letters} of this"
        " item says. Correct the letter, or copy the words of the option.",
    },
    "key_forms_several": {
        "vi": "Phần đáp án có các cột mã đề {forms} khác nhau, mà tài liệu không ghi mã đề của"
        " mình. Hãy ghi “Mã đề: …” ở đầu tài liệu, hoặc chỉ giữ lại cột của đề này.",
        "en": "The keys have different columns for the forms {forms}, and the document does not say"
        " which form it is. Write “Mã đề: …” at its top, or keep only the column of this form.",
    },
    "key_forms_other": {
        "vi": "Phần đáp án ghi cho mã đề {forms}, còn tài liệu ghi mã đề {own}. Hãy ghi một mã đề"
        " ở đầu tài liệu và để phần đáp án có cột của mã đề ấy.",
        "en": "The keys are for the forms {forms}, while the document is called {own}. Name one"
        " form at the top of the document, and give the keys a column for it.",
    },
    "key_entry_repeated": {
        "vi": "Câu {number} có hai đáp án trong phần đáp án. Hãy giữ lại một; nếu mỗi phần đánh số"
        " lại từ 1, hãy đánh số câu liên tục trong cả tài liệu.",
        "en": "Item {number} has two entries among the keys. Keep one; if numbers begin again in"
        " each part, number the items through the whole document.",
    },
    "key_entry_missing": {
        "vi": "Phần đáp án không có câu {number}. Hãy bổ sung đáp án của câu này.",
        "en": "The keys have no entry for item {number}. Add it.",
    },
    "key_entry_alone": {
        "vi": "Phần đáp án có câu {number} nhưng tài liệu không có câu hỏi nào mang số này. Hãy"
        " kiểm tra lại cách đánh số.",
        "en": "The keys have an entry {number}, but no item bears that number. Check the numbers.",
    },
    "number_repeated": {
        "vi": "Số câu {number} đã dùng cho một câu trước nên không biết đáp án trong bảng là của"
        " câu nào. Hãy đánh số câu liên tục, không trùng.",
        "en": "The number {number} was used before, so it is unclear whose key the table means."
        " Give every item a number of its own.",
    },
    "number_skipped": {
        "vi": "Số câu nhảy từ {before} sang {number}. Hãy kiểm tra xem có thiếu câu hay bảng đáp"
        " án theo số cũ không.",
        "en": "Numbers jump from {before} to {number}. Check that no item is missing and that the"
        " table of keys follows the present numbers.",
    },
    "question_unnumbered": {
        "vi": "Phương án A này không thuộc câu nào: không thấy số câu ở trước. Hãy ghi “Câu 1:”,"
        " “Câu 2:” … trước nội dung mỗi câu hỏi.",
        "en": "This option A belongs to no item: there is no number before it. Write “Câu 1:”,"
        " “Câu 2:” … before each question.",
    },
    "options_out_of_order": {
        "vi": "Các phương án của câu này là {letters}, không liền nhau từ A. Hãy kiểm tra chữ cái"
        " và để mỗi phương án một dòng.",
        "en": "The options of this item are {letters}, not in order from A. Check the letters and"
        " put each option on a line of its own.",
    },
    "option_uncertain": {
        "vi": "Không chắc phương án {letter} bắt đầu ở đâu trong dòng này. Hãy xuống dòng trước"
        " mỗi phương án.",
        "en": "It is uncertain where option {letter} begins on this line. Begin each option on a"
        " line of its own.",
    },
    "line_unplaced": {
        "vi": "Không biết đoạn này thuộc phần nào. Hãy ghi “Câu …:” nếu là câu hỏi, “Giải thích:”"
        " hoặc “Nguồn:” nếu thuộc câu trên, dùng kiểu Heading nếu là tiêu đề, hoặc xóa đi.",
        "en": "It is unclear what this paragraph belongs to. Write “Câu …:” if it is a question,"
        " “Giải thích:” or “Nguồn:” if it belongs to the item above, use a Heading style if it is"
        " a title, or delete it.",
    },
    "field_repeated": {
        "vi": "Mục “{field}” được ghi hai lần trong một câu. Hãy giữ lại một.",
        "en": "“{field}” is given twice in one item. Keep one of them.",
    },
    "docx_tracked": {
        "vi": "Tài liệu còn lưu vết chỉnh sửa (Track Changes): phần thêm được đọc, phần xóa bị bỏ."
        " Hãy chấp nhận hoặc từ chối hết các chỉnh sửa để chắc chắn.",
        "en": "The document has tracked changes: insertions were read, deletions left out. Accept"
        " or reject all changes to be sure.",
    },
    "docx_hidden": {
        "vi": "Đoạn này có chữ ẩn (“{text}”). Hãy bỏ thuộc tính ẩn (Font → Hidden) hoặc xóa phần"
        " đó.",
        "en": "This paragraph has hidden text (“{text}”). Remove the property Font → Hidden, or"
        " delete that text.",
    },
    "docx_struck": {
        "vi": "Đoạn này có chữ gạch ngang (“{text}”) nhưng vẫn được đọc. Hãy xóa nếu không dùng.",
        "en": "This paragraph has struck-out text (“{text}”), which was read all the same. Delete"
        " it if it is not meant.",
    },
    "docx_picture": {
        "vi": "Đoạn này có hình ảnh, hình không được đọc. Hãy diễn đạt bằng chữ nếu câu hỏi cần"
        " hình.",
        "en": "This paragraph has a picture, which was not read. Put it into words if the item"
        " needs it.",
    },
    "docx_textbox": {
        "vi": "Đoạn này có khung chữ (Text Box), chữ trong khung không được đọc. Hãy chép chữ ra"
        " ngoài khung.",
        "en": "This paragraph has a text box, whose text was not read. Copy the text out of it.",
    },
    "docx_formula": {
        "vi": "Đoạn này có công thức, công thức không được đọc. Hãy gõ lại bằng chữ thường.",
        "en": "This paragraph has a formula, which was not read. Type it as plain text.",
    },
    "docx_object": {
        "vi": "Đoạn này có đối tượng nhúng, nội dung của nó không được đọc. Hãy chép nội dung ra"
        " ngoài.",
        "en": "This paragraph has an embedded object, whose content was not read. Copy it out.",
    },
    "docx_note": {
        "vi": "Đoạn này có chú thích cuối trang hoặc cuối bài, chú thích không được đọc. Hãy đưa"
        " nội dung vào câu hỏi nếu cần.",
        "en": "This paragraph has a footnote or endnote, which was not read. Move its text into"
        " the item if needed.",
    },
    "docx_symbol": {
        "vi": "Đoạn này có ký hiệu của phông chữ riêng, ký hiệu không được đọc. Hãy gõ lại bằng"
        " chữ thường.",
        "en": "This paragraph has a symbol of a special font, which was not read. Type it as plain"
        " text.",
    },
    "docx_field": {
        "vi": "Đoạn này có trường (Field) không có nội dung hiển thị. Hãy thay trường bằng chữ.",
        "en": "This paragraph has a field that shows nothing. Replace it with text.",
    },
    "legacy_converted": {
        "vi": "{count} đoạn viết bằng phông TCVN3 (.VnTime …) hoặc VNI đã được chuyển sang"
        " Unicode. Hãy xem lại chính tả.",
        "en": "{count} passages in TCVN3 (.VnTime …) or VNI fonts were converted to Unicode. Look"
        " at their spelling.",
    },
    "legacy_mixed": {
        "vi": "Đoạn này dùng phông “{font}” nhưng trộn chữ Unicode với bảng mã cũ. Hãy chuyển cả"
        " đoạn sang Unicode (Times New Roman) rồi gõ lại chỗ sai.",
        "en": "This paragraph in the font “{font}” mixes Unicode with an old encoding. Convert it"
        " to Unicode (Times New Roman) and type again what is wrong.",
    },
}
