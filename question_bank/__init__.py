"""Versioned question banks: items, formats, checks, differences and drawing a paper.

Pure: no web framework, no database, no clock, no global state. See README.md in this folder.
"""
