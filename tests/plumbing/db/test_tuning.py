"""The embedded server suits the machine it finds and never trades durability for speed."""

from recoup.plumbing.db import tuning

GIBIBYTE = 1024**3


def test_a_large_machine_gets_no_more_than_helps() -> None:
    settings = tuning.server_settings(64 * GIBIBYTE, 32)

    assert settings["shared_buffers"] == "2048MB"
    assert settings["work_mem"] == "64MB"
    assert settings["maintenance_work_mem"] == "512MB"
    assert settings["max_parallel_workers_per_gather"] == "4"


def test_a_small_machine_keeps_memory_for_everything_else() -> None:
    settings = tuning.server_settings(1 * GIBIBYTE, 1)

    assert settings["shared_buffers"] == "256MB"
    assert settings["work_mem"] == "16MB"
    assert settings["maintenance_work_mem"] == "64MB"
    assert settings["max_parallel_workers_per_gather"] == "1"


def test_what_is_committed_is_on_the_disk_on_every_machine() -> None:
    for memory in (GIBIBYTE // 2, 8 * GIBIBYTE, 512 * GIBIBYTE):
        settings = tuning.server_settings(memory, 2)
        assert settings["fsync"] == settings["synchronous_commit"] == "on"
        assert "full_page_writes" not in settings
        assert settings["listen_addresses"] == "''"


def test_the_machine_is_looked_at() -> None:
    assert 128 * 1024**2 < tuning.memory_bytes() < 2**60


def test_settings_are_written_one_to_a_line() -> None:
    text = tuning.settings_text({"jit": "off", "work_mem": "64MB"})

    assert text.splitlines()[2:] == ["jit = off", "work_mem = 64MB"]
