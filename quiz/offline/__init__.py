"""Ranking files without a database: to rehearse rules before a round, or to check a result."""
