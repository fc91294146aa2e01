"""The delivered state of one partition on disk: RocksDB, with the changelog position that it stands at."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import cast

from rocksdict import BlockBasedOptions, Cache, Options, Rdict, WriteBatch

POSITION = b"\x00position"  # no table has an empty name, so no record can have this key
IDENTITY = b"\x00identity"


class DiskStore:
    """Records of a partition's tables. Data and position are written in one batch: both are there or neither."""

    def __init__(self, path: Path, identity: str, cache_bytes: int) -> None:
        """Open the store; what belongs to another Kafka cluster or topic than ``identity`` says is thrown away."""
        self.path = path
        self._identity = identity.encode()
        self._cache_bytes = cache_bytes
        self._open(cache_bytes)
        if self._db.get(IDENTITY) not in (None, self._identity):
            self.clear()
        self._db[IDENTITY] = self._identity

    def clear(self) -> None:
        """Throw everything away and begin with an empty store."""
        self._db.close()
        shutil.rmtree(self.path)
        self._open(self._cache_bytes)
        self._db[IDENTITY] = self._identity

    def _open(self, cache_bytes: int) -> None:
        self.path.mkdir(parents=True, exist_ok=True)
        options = Options(raw_mode=True)
        options.create_if_missing(True)
        options.set_write_buffer_size(cache_bytes)
        options.set_max_write_buffer_number(2)
        options.set_keep_log_file_num(2)
        options.set_max_open_files(256)
        table = BlockBasedOptions()
        table.set_block_cache(Cache(cache_bytes))
        table.set_bloom_filter(10, False)
        options.set_block_based_table_factory(table)
        self._db = Rdict(str(self.path), options=options)

    def get(self, key: bytes) -> bytes | None:
        """Return the value of a key, or None."""
        value: bytes | None = self._db.get(key)
        return value

    def items(self) -> Iterator[tuple[bytes, bytes]]:
        """Yield all records."""
        for key, value in self._db.items():
            if key not in (POSITION, IDENTITY):
                yield cast(bytes, key), value

    @property
    def position(self) -> int:
        """The changelog offset up to which the store is right; 0 for an empty store."""
        return int(self._db.get(POSITION) or 0)

    def size(self) -> tuple[int, int]:
        """Return RocksDB's estimate of the number of records, and their bytes on disk and on their way there."""
        records = self._db.property_int_value("rocksdb.estimate-num-keys") or 0
        on_disk = self._db.property_int_value("rocksdb.total-sst-files-size") or 0
        in_memory = self._db.property_int_value("rocksdb.cur-size-all-mem-tables") or 0
        return records, on_disk + in_memory

    def apply(self, writes: dict[bytes, bytes | None], position: int) -> None:
        """Write records (None forgets a key) and the changelog position that they lead to."""
        batch = WriteBatch(raw_mode=True)
        for key, value in writes.items():
            if value is None:
                batch.delete(key)
            else:
                batch.put(key, value)
        batch.put(POSITION, str(position).encode())
        self._db.write(batch)

    def close(self) -> None:
        """Close the files; the store must not be used after it."""
        with contextlib.suppress(Exception):
            self._db.close()
