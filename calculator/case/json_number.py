"""A number as a JSON text has it."""


class JsonNumber(str):
    """A number of a JSON text that is no whole number, kept as it was written so that it stays exact."""

    __slots__ = ()
