"""A Dask cluster gives what one process gives, also when a worker is killed; an unfit one is refused."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline import cli, cluster, conveyor
from pipeline.cluster import ClusterError
from pipeline.exits import Exit
from pipeline.run import Outcome, run
from tests import conveyor as stages
from tests.cluster.real import free_port, scheduler, workers
from tests.conftest import ROOT

pytestmark = [
    pytest.mark.cluster,
    pytest.mark.filterwarnings("default"),  # Dask's own
]

CURATION = ROOT / "curation"
COPIES = 8


@pytest.fixture(scope="module")
def raw(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Forty releases: each of `raw/` several times, under other names and of other bytes."""
    folder = tmp_path_factory.mktemp("many") / "raw"
    folder.mkdir()
    for path in sorted((ROOT / "raw").glob("*.txt")):
        for number in range(COPIES):
            text = path.read_text("utf-8") + "\n" * number
            (folder / f"{path.stem}-{number}.txt").write_text(text, "utf-8")
    return folder


@pytest.fixture(scope="module")
def alone(raw: Path) -> dict[str, bytes]:
    """What one process publishes of them."""
    return published(raw.parent / "alone", run(raw, raw.parent / "alone", CURATION, jobs=1))


def published(out: Path, outcome: Outcome) -> dict[str, bytes]:
    assert len(outcome.releases) == len(list((ROOT / "raw").glob("*.txt"))) * COPIES
    return {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in out.rglob("*")
        if path.is_file()
    }


@pytest.fixture
def address() -> Iterator[str]:
    with scheduler(DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES="0") as (there, _):
        yield there


def test_processes_publish_what_one_process_publishes(
    raw: Path, alone: dict[str, bytes], tmp_path: Path
) -> None:
    assert published(tmp_path / "out", run(raw, tmp_path / "out", CURATION, jobs=2)) == alone


def test_a_local_cluster_publishes_what_one_process_publishes(
    raw: Path, alone: dict[str, bytes], tmp_path: Path
) -> None:
    from distributed import LocalCluster

    with (
        LocalCluster(
            n_workers=2,
            threads_per_worker=1,
            dashboard_address=None,
            local_directory=str(tmp_path / "workers"),
        ) as local,
        cluster.cluster(local.scheduler_address, raw, CURATION) as executor,
    ):
        outcome = run(raw, tmp_path / "out", CURATION, executor=executor)
    assert published(tmp_path / "out", outcome) == alone


def test_a_worker_that_is_killed_on_the_way_costs_nothing(
    address: str, raw: Path, alone: dict[str, bytes], tmp_path: Path
) -> None:
    with workers(address, 2, tmp_path, options=["--no-nanny"]) as (one, other):
        killed: list[int] = []

        def kill_at_the_fifth(done: int, total: int, name: str) -> None:
            if done == 5:
                one.send_signal(signal.SIGKILL)
                killed.append(total - done)

        with cluster.cluster(address, raw, CURATION) as executor:
            outcome = run(
                raw, tmp_path / "out", CURATION, executor=executor, progress=kill_at_the_fifth
            )
        assert killed == [len(outcome.releases) - 5]
        assert one.wait(10) == -signal.SIGKILL
        assert other.poll() is None
    assert published(tmp_path / "out", outcome) == alone


def test_a_file_that_kills_its_workers_costs_itself_alone(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(conveyor, "read_release", stages.read_release)
    raw = tmp_path / "raw"
    raw.mkdir()
    for name in ("a", "b", "c", "deadly", "e", "f"):
        (raw / f"{name}.txt").write_text("新聞稿", "utf-8")
    with (
        workers(address, 2, tmp_path),
        cluster.cluster(address, raw, CURATION) as executor,
    ):
        outcome = run(raw, None, CURATION, executor=executor)
    assert outcome.releases == ("a", "b", "c", "e", "f")
    assert [(told.code, told.release_id) for told in outcome.findings] == [
        ("worker-fault", "deadly")
    ]


def test_a_worker_with_other_code_is_refused(
    address: str, raw: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    elsewhere = tmp_path / "elsewhere"
    shutil.copytree(ROOT / "pipeline", elsewhere / "pipeline")
    with (elsewhere / "pipeline" / "worker.py").open("a", encoding="utf-8") as code:
        code.write("# another version\n")
    with workers(address, 1, tmp_path, folder=elsewhere):
        told = ["--scheduler", address, "--raw", str(raw), "--curation", str(CURATION)]
        assert cli.main(["extract", "--dry-run", "--no-cache", *told]) == 2
    assert "has other code" in capsys.readouterr().err


def test_a_scheduler_without_workers_is_refused(
    address: str, raw: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "SECONDS", 1)
    with (
        pytest.raises(ClusterError, match="has no workers"),
        cluster.cluster(address, raw, CURATION),
    ):
        pass


def test_where_no_scheduler_answers_it_is_said(raw: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "SECONDS", 1)
    nowhere = f"tcp://127.0.0.1:{free_port()}"
    with pytest.raises(ClusterError, match=f"no scheduler answers at {nowhere}"):
        cluster.cluster(nowhere, raw, CURATION).__enter__()


def test_a_scheduler_that_is_lost_ends_the_run(raw: Path, tmp_path: Path) -> None:
    with scheduler() as (address, process), workers(address, 1, tmp_path):

        def kill_at_the_first(done: int, total: int, name: str) -> None:
            process.send_signal(signal.SIGKILL)

        with (
            pytest.raises(ClusterError, match="the scheduler was lost"),
            cluster.cluster(address, raw, CURATION) as executor,
        ):
            run(raw, tmp_path / "out", CURATION, executor=executor, progress=kill_at_the_first)
    assert not (tmp_path / "out").exists()


def test_the_keyboard_stops_a_run_on_a_cluster(address: str, raw: Path, tmp_path: Path) -> None:
    with workers(address, 1, tmp_path):
        places = ["--raw", str(raw), "--out", str(tmp_path / "out"), "--cache", str(tmp_path / "c")]
        process = subprocess.Popen(
            [sys.executable, "-m", "pipeline", "extract", "--scheduler", address, *places],
            cwd=ROOT,
            stderr=subprocess.PIPE,
        )
        # once a release is kept: Python passes over a signal that falls into some imports
        while not any((tmp_path / "c").glob("releaseresult/*")):
            assert process.poll() is None
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        _, told = process.communicate(timeout=30)
    # a shell calls both 130: Python dies of a signal that fell into an `exec`, as dataclasses use
    assert process.returncode in (Exit.INTERRUPTED, -signal.SIGINT), told
    assert b"stopped; what was published before is as it was" in told
    assert not (tmp_path / "out").exists()
