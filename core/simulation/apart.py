"""A question answered in a process of its own: no window waits, and it can be ended at once."""

from collections.abc import Callable
from types import TracebackType
from typing import Self

from core.errors import WhatIfFailed, WhatIfStopped, WorkFailed, WorkStopped
from core.machine.apart import Apart
from core.simulation.what_if import Findings, WhatIfQuestion, answer


class WhatIf:
    """A question that is being answered; leaving the `with` block ends it if it still is."""

    def __init__(self, question: WhatIfQuestion) -> None:
        """Begin to answer.

        Raises:
            WhatIfFailed: the process cannot be started.
        """
        try:
            self._work = Apart(answer, question)
        except WorkFailed as error:
            raise WhatIfFailed(**error.fields) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._work.__exit__(kind, error, trace)

    def findings(self, progress: Callable[[int, int], None] | None = None) -> Findings:
        """Wait for the answer; `progress` hears every 50 ms how many of how many steps are done.

        Raises:
            WhatIfStopped: somebody stopped it.
            WhatIfFailed: the process ended without an answer.
        """
        try:
            found = self._work.result(progress)
        except WorkStopped as error:
            raise WhatIfStopped from error
        except WorkFailed as error:
            raise WhatIfFailed(**error.fields) from error
        if progress is not None:
            progress(1, 1)
        return found

    def stop(self) -> None:
        """End it, from any thread; nothing where it has ended."""
        self._work.stop()
