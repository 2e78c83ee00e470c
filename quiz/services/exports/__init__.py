"""The tables that staff take away of a round, one iterator each."""

from quiz.services.exports.exporting import Export, Table, export

__all__ = ["Export", "Table", "export"]
