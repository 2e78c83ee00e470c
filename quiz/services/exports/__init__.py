"""The tables that staff take away of a round, one iterator each."""

from quiz.services.exports.exporting import Export, Table, export
from quiz.services.exports.ranking import RankingExport, RankingTable, note_export, ranking_export
from quiz.services.exports.trial import TrialRules, trial_example, trial_rules

__all__ = [
    "Export",
    "RankingExport",
    "RankingTable",
    "Table",
    "TrialRules",
    "export",
    "note_export",
    "ranking_export",
    "trial_example",
    "trial_rules",
]
