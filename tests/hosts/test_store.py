from pathlib import Path

from streams.hosts.store import DiskStore

CACHE_BYTES = 1024 * 1024


def test_what_was_applied_is_there_after_a_restart(tmp_path: Path) -> None:
    store = DiskStore(tmp_path / "0", "cluster/changelog", CACHE_BYTES)
    store.apply({b"page": b"known", b"site": b"known"}, 7)
    store.apply({b"site": None}, 8)
    store.close()

    again = DiskStore(tmp_path / "0", "cluster/changelog", CACHE_BYTES)
    assert (again.get(b"page"), again.get(b"site"), again.position) == (b"known", None, 8)
    again.close()


def test_what_belongs_to_another_cluster_is_thrown_away(tmp_path: Path) -> None:
    store = DiskStore(tmp_path / "0", "cluster/changelog", CACHE_BYTES)
    store.apply({b"page": b"known"}, 7)
    store.close()

    other = DiskStore(tmp_path / "0", "another/changelog", CACHE_BYTES)
    assert (other.get(b"page"), other.position) == (None, 0)
    other.close()


def test_a_cleared_store_is_empty_and_stays_with_its_cluster(tmp_path: Path) -> None:
    store = DiskStore(tmp_path / "0", "cluster/changelog", CACHE_BYTES)
    store.apply({b"page": b"known"}, 7)
    store.clear()
    assert (store.get(b"page"), store.position) == (None, 0)
    store.apply({b"page": b"new"}, 1)
    store.close()

    again = DiskStore(tmp_path / "0", "cluster/changelog", CACHE_BYTES)
    assert (again.get(b"page"), again.position) == (b"new", 1)
    again.close()
