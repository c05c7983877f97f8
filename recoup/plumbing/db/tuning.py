"""Settings for the embedded server that suit the machine it finds."""

import os
import shutil
from pathlib import Path

MEBIBYTE = 1024 * 1024
_SHARED_BUFFERS_MAX = 2048 * MEBIBYTE
_PARALLEL_QUERY_SPACE = 512 * MEBIBYTE
_SHARED_MEMORY = Path("/dev/shm")


def memory_bytes() -> int:
    """Return the memory that this program may count on: the machine's, or a lower limit of its group."""
    machine = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    limits = [machine]
    for path in ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"):
        file = Path(path)
        if file.is_file() and (text := file.read_text().strip()).isdigit():
            limits.append(int(text))
    return min(limits)


def server_settings(memory: int, processors: int) -> dict[str, str]:
    """Return the server's settings for a machine with `memory` bytes and `processors` cores.

    Durability is never traded: fsync, full_page_writes and synchronous_commit stay on. What is tuned is
    memory and the distance between checkpoints: at 1 GB of write-ahead log between them, the second of two
    bulk loads of a million rows took twice as long. Measured without gain and left alone: wal_level minimal
    (which would forbid backups of the running server) and wal_compression (pglz costs more than it saves).
    """
    return {
        "listen_addresses": "''",
        "max_connections": "60",
        "superuser_reserved_connections": "3",
        "shared_buffers": _megabytes(min(memory // 4, _SHARED_BUFFERS_MAX)),
        "effective_cache_size": _megabytes(memory // 2),
        "work_mem": _megabytes(max(8 * MEBIBYTE, min(64 * MEBIBYTE, memory // 64))),
        "maintenance_work_mem": _megabytes(max(64 * MEBIBYTE, min(512 * MEBIBYTE, memory // 16))),
        "dynamic_shared_memory_type": _dynamic_shared_memory(),
        "max_parallel_workers_per_gather": str(max(1, min(4, processors // 2))),
        "jit": "off",
        "random_page_cost": "1.1",
        "max_wal_size": "8GB",
        "checkpoint_timeout": "15min",
        "synchronous_commit": "on",
        "fsync": "on",
        "autovacuum_naptime": "15s",
        "autovacuum_vacuum_cost_limit": "1000",
        "autovacuum_analyze_scale_factor": "0.05",
        "timezone": "'UTC'",
        "log_timezone": "'UTC'",
        "log_min_messages": "warning",
        "log_min_error_statement": "panic",
        "log_checkpoints": "off",
    }


def settings_text(settings: dict[str, str]) -> str:
    """Return `settings` as the text of a configuration file."""
    lines = ["# Written by recoup at every start; use ALTER SYSTEM for settings of your own.", ""]
    lines += [f"{name} = {value}" for name, value in settings.items()]
    return "\n".join(lines) + "\n"


def _megabytes(amount: int) -> str:
    return f"{max(1, amount // MEBIBYTE)}MB"


def _dynamic_shared_memory() -> str:
    """Return where parallel queries meet: shared memory, or files where a container has too little of it."""
    roomy = _SHARED_MEMORY.is_dir() and shutil.disk_usage(_SHARED_MEMORY).total >= _PARALLEL_QUERY_SPACE
    return "posix" if roomy else "mmap"
