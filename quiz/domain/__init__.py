"""The rules of a contest as pure functions: no framework, no database, no clock, no globals."""
