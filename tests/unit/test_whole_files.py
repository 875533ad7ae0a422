"""Files and folders that appear whole or not at all."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from rupadata.whole_files import (
    finished_name,
    is_part,
    part_name,
    remove_remains,
    whole_file,
    whole_folder,
    write_whole,
)


def _begin_file(path: Path) -> None:
    with whole_file(path) as part:
        part.write_bytes(b"half")
        raise RuntimeError


def _begin_folder(path: Path) -> None:
    with whole_folder(path) as part:
        (part / "x.txt").write_bytes(b"x")
        raise RuntimeError


def test_a_file_that_could_not_be_finished_leaves_what_stood_there(tmp_path: Path) -> None:
    path = write_whole(tmp_path / "a" / "x.txt", b"before")
    with pytest.raises(RuntimeError):
        _begin_file(path)
    assert path.read_bytes() == b"before"
    assert [found.name for found in path.parent.iterdir()] == ["x.txt"]


@pytest.mark.parametrize("durable", [False, True])
def test_a_file_is_replaced_whole(tmp_path: Path, durable: bool) -> None:
    path = write_whole(tmp_path / "x.txt", b"before")
    assert write_whole(path, b"after", durable=durable).read_bytes() == b"after"
    assert [found.name for found in tmp_path.iterdir()] == ["x.txt"]


def test_a_folder_appears_only_when_it_is_full(tmp_path: Path) -> None:
    path = tmp_path / "pages" / "one"
    with whole_folder(path) as part:
        (part / "x.txt").write_bytes(b"x")
        assert not path.exists()
    assert [found.name for found in path.iterdir()] == ["x.txt"]
    with pytest.raises(RuntimeError):
        _begin_folder(tmp_path / "pages" / "two")
    assert [found.name for found in path.parent.iterdir()] == ["one"]


def test_threads_and_calls_never_share_a_part() -> None:
    names: list[str] = []
    threads = [
        threading.Thread(target=lambda: names.extend(part_name("x") for _ in range(50))) for _ in "1234"
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(names)) == 200
    assert all(is_part(name) and len(os.fsencode(name)) <= 255 for name in (*names, part_name("é" * 120)))
    assert not is_part(".x.part")


def test_many_writers_of_one_file_leave_one_whole_content(tmp_path: Path) -> None:
    path, contents = tmp_path / "x.txt", [bytes([letter]) * 200_000 for letter in b"abcd"]
    threads = [
        threading.Thread(target=lambda content=content: [write_whole(path, content) for _ in range(20)])
        for content in contents
    ]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        assert not path.exists() or path.read_bytes() in contents
    assert path.read_bytes() in contents
    assert [found.name for found in tmp_path.iterdir()] == ["x.txt"]


def test_what_a_killed_writer_left_is_cleared_away_when_it_is_old(tmp_path: Path) -> None:
    script = (
        "import os, sys, pathlib\nfrom rupadata.whole_files import whole_file, whole_folder\n"
        "place = pathlib.Path(sys.argv[1])\n"
        "with whole_file(place / 'x') as one, whole_folder(place / 'y') as two:\n"
        "    one.write_bytes(b'x'); (two / 'z').write_bytes(b'z'); os._exit(9)\n"
    )
    assert subprocess.run([sys.executable, "-c", script, tmp_path], check=False).returncode == 9
    left = sorted(tmp_path.iterdir())
    assert len(left) == 2
    assert remove_remains(tmp_path) == []
    long_ago = time.time() - 2 * 24 * 3600
    for path in left:
        os.utime(path, (long_ago, long_ago))
    (tmp_path / ".x.part").write_bytes(b"somebody's own")
    assert sorted(remove_remains(tmp_path)) == left
    assert [path.name for path in tmp_path.iterdir()] == [".x.part"]


def test_a_device_or_a_pipe_is_written_into_and_stays(tmp_path: Path) -> None:
    pipe = tmp_path / "pipa"
    os.mkfifo(pipe)
    with subprocess.Popen(["cat", str(pipe)], stdout=subprocess.PIPE) as reader:
        write_whole(pipe, b"isi")
        assert reader.communicate()[0] == b"isi"
    assert pipe.is_fifo()
    null = tmp_path / "null"
    null.symlink_to("/dev/null")
    write_whole(null, b"isi")
    assert null.is_symlink()
    assert null.is_char_device()
    with pytest.raises(OSError, match="No space left"):
        write_whole(Path("/dev/full"), b"isi")
    assert [path.name for path in tmp_path.iterdir() if is_part(path.name)] == []


def test_people_are_told_the_name_that_a_part_is_to_have() -> None:
    for name in ("data.xlsx", ".data", "a b.c.d"):
        assert finished_name(part_name(name)) == name
        assert finished_name(name) == name
