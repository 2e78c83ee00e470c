"""The tables that staff take away of a round, one iterator each."""

from quiz.services.exports.exporting import Export, Table, export
from quiz.services.exports.ranking import RankingExport, RankingTable, note_export, ranking_export

__all__ = [
    "Export",
    "RankingExport",
    "RankingTable",
    "Table",
    "export",
    "note_export",
    "ranking_export",
]
