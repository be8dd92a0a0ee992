"""Where the limiter's buckets stand: in this process, in one SQLite file, or in Redis."""

import os
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, Protocol

from pyrate_limiter import AbstractBucket, InMemoryBucket, Rate, RedisBucket, SQLiteBucket

PATIENCE = 5.0  # seconds to wait for another process; a permit takes less than a millisecond


class ShelfError(Exception):
    """The shared place of the limiter cannot be used now."""


class Shelf(Protocol):
    """``locked`` lets nobody else in, in no process, while several buckets are looked at and filled."""

    def locked(self) -> AbstractContextManager[None]: ...

    def bucket(self, name: str, rate: Rate) -> AbstractBucket: ...


class MemoryShelf:
    """For one process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._buckets: dict[str, AbstractBucket] = {}

    def locked(self) -> AbstractContextManager[None]:
        return _holding(self._lock)

    def bucket(self, name: str, rate: Rate) -> AbstractBucket:
        return _kept(self._buckets, name, lambda: InMemoryBucket([rate]))


class _Joint(sqlite3.Connection):
    """The library's buckets commit one by one; here several are looked at and filled as one."""

    def commit(self) -> None:
        pass

    def finish(self) -> None:
        super().commit()


class SqliteShelf:
    """For all processes of one computer: a transaction that locks the file keeps them apart."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._connection: _Joint | None = None
        self._process = 0
        self._buckets: dict[str, AbstractBucket] = {}

    @contextmanager
    def locked(self) -> Iterator[None]:
        with self._lock:
            try:
                connection = self._open()
                connection.execute("BEGIN IMMEDIATE")
                try:
                    yield
                    connection.finish()
                except BaseException:
                    connection.rollback()
                    raise
            except (sqlite3.Error, OSError) as error:
                self._forget()
                raise ShelfError(f"{self._path}: {error}") from error

    def _open(self) -> _Joint:
        if self._connection is None or self._process != os.getpid():  # SQLite must not be carried over a fork
            self._buckets.clear()
            self._path.parent.mkdir(parents=True, exist_ok=True)
            connect: Any = sqlite3.connect
            self._connection = connect(
                self._path, timeout=PATIENCE, isolation_level=None, check_same_thread=False, factory=_Joint
            )
            self._process = os.getpid()
            # Not WAL: going over to it fails at once when several processes do so together. What is lost
            # when the power fails is older than a minute before the computer is up again.
            self._connection.execute("PRAGMA journal_mode=TRUNCATE")
            self._connection.execute("PRAGMA synchronous=OFF")
        return self._connection

    def _forget(self) -> None:
        if self._connection is not None and self._process == os.getpid():
            self._connection.close()
        self._connection = None

    def bucket(self, name: str, rate: Rate) -> AbstractBucket:
        return _kept(self._buckets, name, lambda: self._made(name, rate))

    def _made(self, name: str, rate: Rate) -> AbstractBucket:
        connection = self._open()
        connection.execute(f'CREATE TABLE IF NOT EXISTS "{name}" (name VARCHAR, item_timestamp INTEGER)')
        connection.execute(f'CREATE INDEX IF NOT EXISTS "{name}_time" ON "{name}" (item_timestamp)')
        return SQLiteBucket([rate], connection, name)


class RedisShelf:
    """For all processes of all computers; their clocks may differ by less than the limiter's margin."""

    def __init__(self, url: str) -> None:
        from redis import Redis
        from redis.exceptions import RedisError

        self._faults: type[Exception] = RedisError
        self._redis = Redis.from_url(url, socket_timeout=PATIENCE, socket_connect_timeout=PATIENCE)
        self._buckets: dict[str, AbstractBucket] = {}

    @contextmanager
    def locked(self) -> Iterator[None]:
        try:
            # Whoever dies with the lock gives it back after PATIENCE.
            with self._redis.lock("tidtam:quota:lock", PATIENCE, sleep=0.005, blocking_timeout=PATIENCE):
                yield
        except self._faults as error:
            self._buckets.clear()  # a Redis that was started anew has forgotten the library's scripts
            raise ShelfError(f"Redis: {type(error).__name__}") from error

    def bucket(self, name: str, rate: Rate) -> AbstractBucket:
        make: Any = RedisBucket.init
        return _kept(self._buckets, name, lambda: make([rate], self._redis, f"tidtam:quota:{name}"))


@contextmanager
def _holding(lock: threading.Lock) -> Iterator[None]:
    with lock:
        yield


def _kept(
    buckets: dict[str, AbstractBucket], name: str, make: Callable[[], AbstractBucket]
) -> AbstractBucket:
    if name not in buckets:
        buckets[name] = make()
    return buckets[name]
