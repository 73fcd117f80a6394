"""The widgets all windows share. Each finds its theme by itself (`core.qt.look.theme.theme_of`)."""

from core.qt.widgets.bars import CounterBar, DeviceHealth, Divider, KioskBar, StatusItem
from core.qt.widgets.buttons.bar_button import BarButton
from core.qt.widgets.buttons.block import BigButton, WhoQualifies
from core.qt.widgets.buttons.button import ActionButton
from core.qt.widgets.buttons.coat import ButtonRole, ButtonSize
from core.qt.widgets.buttons.keycap import KeyCap
from core.qt.widgets.focus import FocusRing
from core.qt.widgets.icons import LINE_ICONS, Icon, icon_names, icon_pixmap, paint_icon, qicon
from core.qt.widgets.line import LineMark, LineTag
from core.qt.widgets.pages import PageStack
from core.qt.widgets.panels import Card, NoticeCard, RuleLine, ScriptCard
from core.qt.widgets.sea import BandStrip, SeaBands
from core.qt.widgets.text import FitLabel
from core.qt.widgets.ticket import CounterBox, TicketShape

__all__ = [
    "LINE_ICONS",
    "ActionButton",
    "BandStrip",
    "BarButton",
    "BigButton",
    "ButtonRole",
    "ButtonSize",
    "Card",
    "CounterBar",
    "CounterBox",
    "DeviceHealth",
    "Divider",
    "FitLabel",
    "FocusRing",
    "Icon",
    "KeyCap",
    "KioskBar",
    "LineMark",
    "LineTag",
    "NoticeCard",
    "PageStack",
    "RuleLine",
    "ScriptCard",
    "SeaBands",
    "StatusItem",
    "TicketShape",
    "WhoQualifies",
    "icon_names",
    "icon_pixmap",
    "paint_icon",
    "qicon",
]
