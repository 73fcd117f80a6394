"""Addresses of databases, and the places where one is refused."""

from collections import namedtuple
from pathlib import Path

import psutil
import pytest

from core.errors import (
    FolderNotWritable,
    StoreMissing,
    StoreOnNetwork,
    StoreUnavailable,
    StoreUrlInvalid,
)
from core.office import Office, template
from core.store.connection.place import network_kind, read_address

Partition = namedtuple("Partition", "device mountpoint fstype opts")  # noqa: PYI024 - psutil's shape


@pytest.mark.parametrize(
    ("address", "problem"),
    [
        ("turnos.sqlite3", "not an address"),
        ("sqlite://", "names no file"),
        ("sqlite:///:memory:", "names no file"),
        ("mysql://root@localhost/queue", '"mysql" is not a database turnos knows'),
        ("postgresql://ana:secret@server", "names no database"),
    ],
)
def test_a_wrong_address_is_named_with_the_way_to_write_it(address: str, problem: str) -> None:
    with pytest.raises(StoreUrlInvalid, match=problem) as refused:
        Office.open(address, "san-andres")

    assert "sqlite:///FOLDER/turnos.sqlite3" in str(refused.value)
    assert "secret" not in str(refused.value)


def test_what_is_shown_of_an_address_has_no_password() -> None:
    place = read_address("postgresql://ana:secret@server:5433/turnos?connect_timeout=3")

    assert place.shown == "postgresql://ana:***@server:5433/turnos"


def test_a_database_that_does_not_exist_is_not_made_by_opening_it(tmp_path: Path) -> None:
    with pytest.raises(StoreMissing, match="turnos init"):
        Office.open(f"sqlite:///{tmp_path}/none.sqlite3", "san-andres")

    assert list(tmp_path.glob("*.sqlite3")) == []


def test_a_folder_nobody_can_write_in_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")

    with pytest.raises(FolderNotWritable, match="file/queue"):
        Office.create(
            f"sqlite:///{tmp_path}/file/queue/x.sqlite3", "san-andres", template("san-andres")
        )


@pytest.mark.parametrize("kind", ["nfs4", "cifs", "fuse.sshfs"])
def test_a_database_file_on_a_network_share_is_refused(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mounts = [
        Partition("/dev/sda", "/", "ext4", "rw"),
        Partition("server:/", str(tmp_path), kind, "rw"),
    ]
    monkeypatch.setattr(psutil, "disk_partitions", lambda **_: mounts)

    with pytest.raises(StoreOnNetwork, match=kind):
        Office.create(f"sqlite:///{tmp_path}/sub/x.sqlite3", "san-andres", template("san-andres"))

    assert list(tmp_path.rglob("*.sqlite3")) == []


def test_a_local_disk_inside_a_share_is_local(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mounts = [
        Partition("server:/", "/", "nfs", "rw"),
        Partition("/dev/sda", str(tmp_path), "ext4", "rw"),
    ]
    monkeypatch.setattr(psutil, "disk_partitions", lambda **_: mounts)

    assert network_kind(tmp_path / "not" / "yet") is None
    assert network_kind(tmp_path.parent) == "nfs"


def test_a_server_nobody_answers_at_is_named() -> None:
    with pytest.raises(StoreUnavailable, match=r"127\.0\.0\.1:9") as refused:
        Office.open("postgresql://ana:secret@127.0.0.1:9/turnos", "san-andres", timeout_s=2)

    assert "secret" not in str(refused.value)
