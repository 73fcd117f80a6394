"""The question *what if*, and its answer: the same days run as they are and otherwise.

Nothing here knows a database: no setting can be changed. It takes a while; `core.simulation.apart`
answers in a process of its own.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from core.domain.estimate import BETWEEN_SERVICES_MIN
from core.domain.service import OfficeSettings
from core.domain.ticket import Line
from core.simulation.day import DayRun, simulate_day
from core.simulation.draws import History, Kind, kind_of
from core.simulation.erlang import ErlangC, steady_hour
from core.simulation.figures import (
    Comparison,
    Outcomes,
    ReplayCheck,
    compared,
    outcomes_of,
    replay_check,
)
from core.simulation.plan import DayPlan, Rules
from core.simulation.scenario import Scenario

RUNS = 200


@dataclass(frozen=True, slots=True)
class WhatIfQuestion:
    """What would happen on days of these `kinds`, drawn from `history`, if `scenario` held.

    `targets_min`: the minutes within which each line should be called.
    """

    history: tuple[DayPlan, ...]
    kinds: tuple[Kind, ...]
    rules: Rules
    scenario: Scenario
    targets_min: Mapping[Line, float]
    runs: int = RUNS
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Findings:
    """The comparison of every figure; `replay` is None where nothing true is known.

    `formula`: what Erlang's formula gives as it is, and otherwise; None where it has no answer.
    """

    comparisons: tuple[Comparison, ...]
    replay: ReplayCheck | None
    formula: tuple[ErlangC | None, ErlangC | None]
    runs: int


def question_of(
    plans: Sequence[DayPlan],
    settings: OfficeSettings,
    scenario: Scenario,
    *,
    kinds: Sequence[Kind] | None = None,
    between_s: float = 60 * BETWEEN_SERVICES_MIN,
    runs: int = RUNS,
    seed: int = 1,
) -> WhatIfQuestion:
    """Return the question what would happen to such days at an office if `scenario` held.

    `plans`: days of the office's history, or typed ones. A run has a day of each of `kinds`: unless
    told, as many days as there are plans, each of the kind of one of them. `between_s`: as of
    `Rules`.
    """
    return WhatIfQuestion(
        history=tuple(plans),
        kinds=tuple(kind_of(plan) for plan in plans) if kinds is None else tuple(kinds),
        rules=Rules(settings.policy, settings.mode, between_s),
        scenario=scenario,
        targets_min={line: settings.targets.wait_min(line, settings.mode) for line in Line},
        runs=runs,
        seed=seed,
    )


def answer(
    question: WhatIfQuestion, progress: Callable[[int, int], None] | None = None
) -> Findings:
    """Return what `question` asks for; `progress` is told how many of how many steps are done."""
    known = [plan for plan in question.history if _is_known(plan)]
    whole, told = len(known) + question.runs, progress or _nothing

    def run(plans: Sequence[DayPlan], rules: Rules, done: int) -> list[DayRun]:
        found: list[DayRun] = []
        for plan in plans:
            told(done, whole)
            found.append(simulate_day(plan, rules))
        return found

    as_it_was = run(known, question.rules, 0)
    days, scenario = History(question.history), question.scenario
    other_rules = scenario.rules(question.rules)
    now: list[Outcomes] = []
    otherwise: list[Outcomes] = []
    for number in range(question.runs):
        done = len(known) + number
        plans = days.draw(question.kinds, _random(question.seed, number, "days"))
        drawn_apart = _random(question.seed, number, "otherwise")
        others = [scenario.plan(plan, drawn_apart) for plan in plans]
        runs = run(plans, question.rules, done)
        now.append(outcomes_of(plans, runs, question.targets_min))
        runs = run(others, other_rules, done)
        otherwise.append(outcomes_of(others, runs, question.targets_min))
    told(whole, whole)
    target_min = question.targets_min[Line.GENERAL]
    drawn_apart = _random(question.seed, question.runs, "otherwise")
    others = [scenario.plan(plan, drawn_apart) for plan in question.history]
    return Findings(
        comparisons=compared(now, otherwise),
        replay=replay_check(known, as_it_was),
        formula=(
            steady_hour(question.history, question.rules, target_min),
            steady_hour(others, other_rules, target_min),
        ),
        runs=question.runs,
    )


def _random(seed: int, number: int, what: str) -> Random:
    return Random(f"{seed} {number} {what}")  # noqa: S311 - the same days at every asking


def _is_known(plan: DayPlan) -> bool:
    return any(visitor.waited_s is not None for visitor in plan.visitors)


def _nothing(_done: int, _whole: int) -> None:
    pass
