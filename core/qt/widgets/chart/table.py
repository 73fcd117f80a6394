"""A `Table` in a window: a real table, which a screen reader reads cell by cell."""

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Slot,
)
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from core.language import Language
from core.qt.look.theme import Theme
from core.qt.look.tokens import LINE_HEIGHT, TypeRole, Weight
from core.qt.widgets.base import Themed
from core.qt.widgets.icons import paint_icon
from core.reports.table import OUT_OF_TARGET, Table, said

At = QModelIndex | QPersistentModelIndex
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
ROW = 1.9  # of a letter's size
MISSED = int(Qt.ItemDataRole.UserRole)
"""Whether a cell misses its target."""
WRAPPED = Qt.TextFlag.TextWordWrap
HEAD_LINES = 2
NOWHERE = QModelIndex()


class TableCells(QAbstractTableModel):
    """The cells of a table as a window shows and says them."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._owner = parent
        self._table = Table("", (), ())
        self._language: Language | None = None
        self.theme: Theme | None = None

    def show_table(self, table: Table, _: Language, theme: Theme) -> None:
        self.beginResetModel()
        self._table, self._language, self.theme = table, _, theme
        self.endResetModel()

    @property
    def table(self) -> Table:
        return self._table

    def rowCount(self, parent: At = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._table.lines)

    def columnCount(self, parent: At = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._table.columns)

    def data(self, index: At, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        theme, _ = self.theme, self._language
        if not index.isValid() or theme is None or _ is None:
            return None
        row = self._table.lines[index.row()]
        column, value, is_missed = list(self._table.cells(row))[index.column()]
        is_total = self._table.total is not None and index.row() == len(self._table.rows)
        found: object = None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                found = said(value, column, _)
            case Qt.ItemDataRole.AccessibleTextRole:
                words = said(value, column, _)
                found = f"{words}, {_(OUT_OF_TARGET)}" if is_missed else words
            case Qt.ItemDataRole.TextAlignmentRole:
                found = LEFT if column.is_text else RIGHT
            case _ if role == MISSED:
                found = is_missed
            case Qt.ItemDataRole.FontRole:
                weight = Weight.BOLD if is_total or is_missed else None
                found = theme.font(TypeRole.LEAST, weight=weight)
            case Qt.ItemDataRole.BackgroundRole if is_total:
                found = theme.colour("inset")
        return found

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Vertical or section >= len(self._table.columns):
            return None
        column = self._table.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.name
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return (LEFT if column.is_text else RIGHT).value | WRAPPED.value
        if role == Qt.ItemDataRole.FontRole and self.theme is not None:
            return self.theme.font(TypeRole.LEAST, weight=Weight.SEMIBOLD)
        return None


class MarkedCells(QStyledItemDelegate):
    """Paints cells: the total's on its ground, and a mark before what misses its target."""

    def sizeHint(self, option: QStyleOptionViewItem, index: At) -> QSize:
        hint = super().sizeHint(option, index)
        more = 2 * self._side(option) if index.data(MISSED) else 0
        return QSize(hint.width() + more, hint.height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: At) -> None:
        ground = index.data(Qt.ItemDataRole.BackgroundRole)
        if ground is not None:  # where a style sheet has rules for cells it paints none
            painter.fillRect(option.rect, ground)
        super().paint(painter, option, index)
        view = self.parent()
        if not index.data(MISSED) or not isinstance(view, TableView):
            return
        side, theme = self._side(option), view.theme
        metrics = QFontMetricsF(theme.font(TypeRole.LEAST, weight=Weight.BOLD))
        words = metrics.horizontalAdvance(str(index.data()))
        rect = option.rect
        left = rect.right() - words - 1.8 * side
        at = QRectF(left, rect.center().y() - side / 2, side, side)
        paint_icon(painter, at, "warning-fill", theme.colour("coral"))

    def _side(self, option: QStyleOptionViewItem) -> int:
        return round(option.fontMetrics.height() * 0.9)


class TableView(Themed, QTableView):
    """Shows a `Table`; its name is the title and its description the note.

    Arrows go from cell to cell, and Tab goes on behind the table.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cells = TableCells(self)
        self._language: Language | None = None
        self._measured: tuple[Theme, Sequence[int]] | None = None
        self.setModel(self.cells)
        self.setItemDelegate(MarkedCells(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("within", "card")
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionsClickable(False)

    def show_table(self, table: Table, _: Language) -> None:
        self._language = _
        self._measured = None
        self.cells.show_table(table, _, self.theme)
        self.setAccessibleName(table.title)
        self.setAccessibleDescription(table.note)
        self.restyle()

    def restyle(self) -> None:
        super().restyle()
        theme = self.theme
        if self._language is not None and self.cells.theme is not theme:
            self.cells.show_table(self.cells.table, self._language, theme)
        px = theme.scale.type[TypeRole.LEAST].px
        self.verticalHeader().setDefaultSectionSize(round(px * ROW))
        lines = HEAD_LINES if any(" " in each.name for each in self.cells.table.columns) else 1
        self.horizontalHeader().setFixedHeight(round(px * (LINE_HEIGHT * lines + 0.8)))
        self._share_width()

    @Slot()
    def _share_width(self) -> None:
        """Give each column what it needs, and what is left over to all alike."""
        count = self.cells.columnCount()
        if not count or not self.isVisible():
            return
        wanted = self._wanted()
        more = max(0, (self.viewport().width() - sum(wanted)) // count)
        for column, width in enumerate(wanted):
            self.setColumnWidth(column, width + more)

    def _wanted(self) -> Sequence[int]:
        """Return what each column needs, measured once: a month's rows take a tenth of a second."""
        theme = self.theme
        if self._measured is None or self._measured[0] is not theme:
            pad = theme.px(16)
            widths = [
                max(self.sizeHintForColumn(column), self._head_width(column)) + pad
                for column in range(self.cells.columnCount())
            ]
            self._measured = theme, widths
        return self._measured[1]

    def _head_width(self, column: int) -> int:
        """Return the least width at which a head stands on two lines."""
        metrics = QFontMetricsF(self.theme.font(TypeRole.LEAST, weight=Weight.SEMIBOLD))
        words = self.cells.table.columns[column].name.split(" ")
        splits = (
            max(metrics.horizontalAdvance(" ".join(part)) for part in (words[:at], words[at:]))
            for at in range(1, len(words) + 1)
        )
        return ceil(min(splits)) + self.theme.px(4)

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]  # Qt's own event
        self._share_width()

    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # type: ignore[arg-type]  # Qt's own event
        self._share_width()

    def keyboardSearch(self, search: str) -> None:
        """Letters are keys of the page, not a search."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text().isalnum():
            event.ignore()
        else:
            super().keyPressEvent(event)
