"""Whom headcounts count, in words."""

from quiz.sentences.sentence import N_

HEADCOUNTS = {
    "dang_vien": N_("Đảng viên"),
    "bien_che": N_("Người trong biên chế"),
    "doan_vien": N_("Đoàn viên thanh niên"),
    "cong_doan": N_("Đoàn viên công đoàn"),
    "hoc_sinh": N_("Học sinh, sinh viên"),
    "dan_so": N_("Dân số"),
}
"""By the code under which contests and headcounts name them; other codes are shown as they are."""
