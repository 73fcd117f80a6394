"""Numbers that a command is given, their range told in words: click writes `x>=2`."""

import click

from core.cli.context import terminal


class Whole(click.IntRange):
    """A whole number from `min` on, or from `min` to `max`."""

    def _describe_range(self) -> str:
        return _range(self.min, self.max)


class Number(click.FloatRange):
    """A number from `min` on, or from `min` to `max`."""

    def _describe_range(self) -> str:
        return _range(self.min, self.max)


def _range(least: float | None, most: float | None) -> str:
    _ = terminal()
    if most is None:
        return _("{least} or more", least=least)
    return _("{least} to {most}", least=least, most=most)
