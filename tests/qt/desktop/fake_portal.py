"""A settings portal on the session bus of DBUS_SESSION_BUS_ADDRESS; it says what it is told to.

python fake_portal.py 1
"""

import sys

from PySide6.QtCore import ClassInfo, QCoreApplication, QObject, Slot
from PySide6.QtDBus import QDBusConnection, QDBusVariant

from core.qt.desktop.motion import ASKED, OBJECT, PORTAL, SETTINGS

app = QCoreApplication([])
wanted = int(sys.argv[1])


@ClassInfo({"D-Bus Interface": SETTINGS})  # type: ignore[call-arg] # the stubs forget it
class Portal(QObject):  # type: ignore[operator] # as above
    @Slot(str, str, result="QDBusVariant")
    def ReadOne(self, namespace: str, key: str) -> QDBusVariant:  # noqa: N802 - D-Bus's name
        return QDBusVariant(wanted if (namespace, key) == ASKED else 0)


portal = Portal()
bus = QDBusConnection.sessionBus()
every_slot = QDBusConnection.RegisterOption.ExportAllSlots
ready = bus.registerObject(OBJECT, portal, every_slot) and bus.registerService(PORTAL)
sys.stdout.write("ready\n" if ready else "refused\n")
sys.stdout.flush()
sys.exit(app.exec())
