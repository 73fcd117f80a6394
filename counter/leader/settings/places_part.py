"""Services and counters: what people come for, and who serves it."""

import re
import unicodedata
from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot

from core.domain import schema
from core.qt.look.language import Texts
from core.qt.look.tokens import TypeRole
from core.qt.widgets import ActionButton, ButtonSize, FitLabel, RuleLine
from core.setting_words import SETTINGS
from counter.leader.settings.draft import Draft
from counter.leader.settings.editors import Editor, SeveralEditor, TextsEditor
from counter.panels.frames import Strip

LAST_COUNTER = 99


class PlacesPart(Strip):
    """Two lists of tables. `edited`: something is other than it was."""

    edited = Signal(str)

    def __init__(self, draft: Draft, texts: Texts, languages: tuple[str, ...]) -> None:
        super().__init__(gap=10)
        self._draft = draft
        self._texts = texts
        self._languages = languages
        self._shown: object = None
        self._services, self._counters = Strip(gap=6), Strip(gap=6)
        self._service_words = Strip(gap=2)
        self._counter_words = Strip(gap=2)
        for words, path in ((self._service_words, "services"), (self._counter_words, "counters")):
            words.box.addWidget(FitLabel(texts(SETTINGS[path].label), TypeRole.LABEL))
            words.box.addWidget(FitLabel(texts(SETTINGS[path].help), TypeRole.LEAST, tone="ink2"))
        self._problem = {
            path: FitLabel("", TypeRole.LEAST, tone="coral") for path in ("services", "counters")
        }
        self.add_service = ActionButton(texts("Add a service"), "add", size=ButtonSize.SMALL)
        self.add_counter = ActionButton(texts("Add a counter"), "add", size=ButtonSize.SMALL)
        self.add_service.activated.connect(self._add_service)
        self.add_counter.activated.connect(self._add_counter)
        for part in (
            self._service_words,
            self._services,
            self._problem["services"],
            self._foot(self.add_service),
            RuleLine(),
            self._counter_words,
            self._counters,
            self._problem["counters"],
            self._foot(self.add_counter),
        ):
            self.box.addWidget(part)
        self._editors: dict[str, Editor] = {}

    @staticmethod
    def _foot(button: ActionButton) -> Strip:
        foot = Strip(across=True)
        foot.box.addWidget(button)
        foot.box.addStretch(1)
        return foot

    def follow(self) -> None:
        """Show what the draft has."""
        services = self._draft.value("services") or []
        counters = self._draft.value("counters") or []
        stands = (
            [(each["key"], each["names"].get("es")) for each in services],
            [each["number"] for each in counters],
        )
        if stands != self._shown:
            self._rebuild(services, counters)
            self._shown = stands
        for path, editor in self._editors.items():
            editor.show_value(self._draft.value(path))
            editor.set_wrong(wrong=self._draft.problem_at(path) is not None)
        for path, label in self._problem.items():
            problem = self._draft.problem_at(path)
            label.setText(
                "" if problem is None else self._texts.language.said(problem).capitalize()
            )
            label.setVisible(problem is not None)

    def _rebuild(self, services: list[dict[str, Any]], counters: list[dict[str, Any]]) -> None:
        _ = self._texts
        focus = self._focused()
        for strip in (self._services, self._counters):
            strip.clear()
        self._editors = {}
        setting = schema.setting_at("services.*.names")
        for service in services:
            path = f"services.{service['key']}"
            editor = TextsEditor(setting, self._languages)
            editor.name(_("Service {key}", key=service["key"]), "")
            self._row(self._services, editor, f"{path}.names", None, partial(self._take_out, path))
        known = tuple((each["key"], each["names"].get("es", each["key"])) for each in services)
        for counter in counters:
            number = counter["number"]
            path = f"counters.{number}"
            serves = SeveralEditor(known)
            serves.name(_("Counter {counter}", counter=number), "")
            box = FitLabel(_("Counter {counter}", counter=number), TypeRole.LABEL, wrap=False)
            out = partial(self._take_out, path)
            self._row(self._counters, serves, f"{path}.services", box, out)
        if focus in self._editors:
            for child in self._editors[focus].findChildren(ActionButton):
                child.setFocus(Qt.FocusReason.OtherFocusReason)
                break

    def _focused(self) -> str:
        """Return the path of the editor that has the keyboard, "" when none has."""
        focus = self.window().focusWidget()
        found = (path for path, each in self._editors.items() if each.isAncestorOf(focus))
        return next(found, "")

    def _row(
        self,
        strip: Strip,
        editor: Editor,
        path: str,
        before: FitLabel | None,
        take_out: Callable[[], None],
    ) -> None:
        _ = self._texts
        row = Strip(across=True)
        if before is not None:
            row.box.addWidget(before, 0, Qt.AlignmentFlag.AlignTop)
        row.box.addWidget(editor, 1)
        out = ActionButton("", "delete-fill", size=ButtonSize.SMALL)
        out.setAccessibleName(_("Take out {path}", path=path.rpartition(".")[0]))
        out.setToolTip(_("Take out"))
        out.activated.connect(take_out)
        row.box.addWidget(out, 0, Qt.AlignmentFlag.AlignTop)
        strip.box.addWidget(row)
        self._editors[path] = editor
        editor.edited.connect(partial(self._edit, path))

    def _edit(self, path: str) -> None:
        value = self._editors[path].value
        self._draft.put(path, value)
        if path.startswith("services."):  # its name stands at the counters too
            self._shown = None if isinstance(value, list) else self._shown
        self.edited.emit(path)

    def _take_out(self, path: str) -> None:
        if path.startswith("services."):
            key = path.partition(".")[2]
            for counter in self._draft.value("counters") or []:
                if key in counter.get("services", ()):
                    left = [each for each in counter["services"] if each != key]
                    self._draft.put(f"counters.{counter['number']}.services", left)
        self._draft.put(path, None)
        self.edited.emit(path)

    @Slot()
    def _add_service(self) -> None:
        _, keys = self._texts, {each["key"] for each in self._draft.value("services") or []}
        name = _("New service")
        number = 1
        while key_of(name) in keys:
            number += 1
            name = _("New service {n}", n=number)
        self._draft.put(f"services.{key_of(name)}", {"key": key_of(name), "names": {"es": name}})
        self.edited.emit("services")

    @Slot()
    def _add_counter(self) -> None:
        taken = {each["number"] for each in self._draft.value("counters") or []}
        free = next((n for n in range(1, LAST_COUNTER + 1) if n not in taken), None)
        if free is not None:
            self._draft.put(f"counters.{free}", {"number": free, "services": []})
            self.edited.emit("counters")


def key_of(name: str) -> str:
    """Return a key that reads like `name`: letters without accents, digits, hyphens."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40] or "service"
