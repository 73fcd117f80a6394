"""A screen reader without a voice: a client of libatspi, as Orca is one, told by lines of JSON.

Debian's own Python runs it, whose bindings no package index has: only the standard library and `gi`
are at hand, and nothing of ours. Each line on standard input is a command, each line on standard
output its answer; `tests.accessibility.reader` is the other end.
"""

import json
import os
import sys
from collections import deque
from typing import Any

import gi  # type: ignore[import-not-found, unused-ignore] # Debian's, not this environment's

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # type: ignore[import-not-found, unused-ignore] # noqa: E402

ANSWER_WITHIN_MS = 5000
RENAMED = "object:property-change:accessible-name"
EVENTS = (RENAMED, "object:state-changed:focused")
ROLES = {"push button": "button"}  # newer releases of libatspi say the second
SAYS_ONLY = frozenset({"label", "panel", "filler"})  # nothing is done with these; to be quick
KEPT = 1000

Answer = dict[str, Any]


class ScreenReader:
    """Does what it is told between the events it hears."""

    def __init__(self) -> None:
        self.loop = GLib.MainLoop()
        self._nodes: list[Any] = []
        self._heard: deque[str] = deque(maxlen=KEPT)
        self._unread = b""
        self._listener = Atspi.EventListener.new(self._hear)
        for event in EVENTS:
            self._listener.register(event)
        GLib.io_add_watch(0, GLib.PRIORITY_DEFAULT, GLib.IO_IN | GLib.IO_HUP, self._listen)

    def _listen(self, _source: int, _condition: int) -> bool:
        """Take what came on standard input; end with it."""
        some = os.read(0, 65536)
        if not some:
            self.loop.quit()
            return False
        *lines, self._unread = (self._unread + some).split(b"\n")
        for line in lines:
            command = json.loads(line)
            say(self._answer(command.pop("do"), command))
        return True

    def _answer(self, what: str, given: dict[str, Any]) -> Answer:
        commands: dict[str, Any] = {
            "read": self._read,
            "act": self._act,
            "type": self._type,
            "strike": self._strike,
            "hear": self._hearing,
        }
        try:
            answer: Answer = commands[what](**given)
        except GLib.Error as error:  # the program is busy, or has gone
            return {"error": error.message}
        return answer

    def _hear(self, event: Any) -> None:
        """Note what Orca says: what the keyboard comes to, and what the window is called then."""
        try:
            if event.type.startswith(RENAMED):
                if event.source.get_role_name() == "frame":
                    self._heard.append(str(event.any_data))
            elif event.detail1:
                self._heard.append(event.source.get_name())
        except GLib.Error:
            return  # what said it has gone

    def _read(self, pid: int, *, hidden: bool) -> Answer:
        """Return what the program `pid` exposes, parents first; `hidden`: what is not seen too."""
        desktop = Atspi.get_desktop(0)
        self._nodes = []
        found: list[list[object]] = []
        for number in range(desktop.get_child_count()):
            program = desktop.get_child_at_index(number)
            if program is not None and program.get_process_id() == pid:
                program.set_cache_mask(Atspi.Cache.NONE)  # what it says now, not what it said
                self._walk(program, -1, found, hidden=hidden)
        return {"nodes": found}

    def _walk(self, node: Any, parent: int, found: list[list[object]], *, hidden: bool) -> None:
        states = [state.value_nick for state in node.get_state_set().get_states()]
        number = len(found)
        if not (hidden or "showing" in states or parent < 0):
            return
        self._nodes.append(node)
        found.append([parent, *described(node, states), states])
        for index in range(node.get_child_count()):
            child = node.get_child_at_index(index)
            if child is not None:
                self._walk(child, number, found, hidden=hidden)

    def _act(self, node: int, action: str) -> Answer:
        """Do an action of a node of the last reading."""
        actions = self._nodes[node].get_action_iface()
        for number in range(actions.get_n_actions()):
            if actions.get_action_name(number) == action:
                return {"done": actions.do_action(number)}
        return {"done": False}

    def _type(self, node: int, text: str) -> Answer:
        """Put `text` into a field of the last reading."""
        return {"done": self._nodes[node].get_editable_text_iface().set_text_contents(text)}

    def _strike(self, keysym: int) -> Answer:
        """Strike a key, wherever the keyboard is."""
        return {"done": Atspi.generate_keyboard_event(keysym, None, Atspi.KeySynthType.SYM)}

    def _hearing(self) -> Answer:
        """Return what was heard since this was last asked."""
        heard = list(self._heard)
        self._heard.clear()
        return {"heard": heard}


def described(node: Any, states: list[str]) -> list[object]:
    """Return role, name, actions and place on the screen of what is showing; else nothing."""
    names: list[str] = []
    if "showing" not in states:  # it counts only that it is not: every answer takes its time
        return ["hidden", "", names, [0, 0, 0, 0]]
    role = node.get_role_name()
    if role not in SAYS_ONLY or "focusable" in states:
        actions = node.get_action_iface()
        count = actions.get_n_actions() if actions else 0
        names = [actions.get_action_name(number) for number in range(count)]
    place = node.get_component_iface()
    box = place.get_extents(Atspi.CoordType.SCREEN) if place else None
    where = [box.x, box.y, box.width, box.height] if box else [0, 0, 0, 0]
    return [ROLES.get(role, role), node.get_name(), names, where]


def say(answer: Answer) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


def main() -> None:
    Atspi.init()
    Atspi.set_timeout(ANSWER_WITHIN_MS, ANSWER_WITHIN_MS)
    reader = ScreenReader()
    Atspi.get_desktop(0).get_child_count()  # the registry is there
    say({"ready": True})
    reader.loop.run()


if __name__ == "__main__":
    main()
