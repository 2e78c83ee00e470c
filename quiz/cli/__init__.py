"""One command per verb; every command goes through the same services as the pages.

Nothing is imported here, so that a command which needs neither a database nor the web starts
without them.
"""
