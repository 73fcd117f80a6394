"""Numbers that a command is given, their range told in words: click writes `x>=2`."""

from typing import Any

import click

from core.cli.context import terminal


class Whole(click.IntRange):
    """A whole number from `min` on, or from `min` to `max`."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        try:
            int(value)
        except ValueError:
            self.fail(terminal()('"{value}" is not a whole number.', value=value), param, ctx)
        return super().convert(value, param, ctx)

    def _describe_range(self) -> str:
        return _range(self.min, self.max)


class Number(click.FloatRange):
    """A number from `min` on, or from `min` to `max`; with a comma too, as Spanish writes it."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if isinstance(value, str):
            value = value.replace(",", ".")
        try:
            float(value)
        except ValueError:
            self.fail(terminal()('"{value}" is not a number.', value=value), param, ctx)
        return super().convert(value, param, ctx)

    def _describe_range(self) -> str:
        return _range(self.min, self.max)


def _range(least: float | None, most: float | None) -> str:
    _ = terminal()
    if most is None:
        return _("{least} or more", least=least)
    return _("{least} to {most}", least=least, most=most)
