"""Handing messages over as files: a folder for each, complete or not there at all."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from collections.abc import Mapping
from pathlib import Path

from recoup.plumbing.delivery.types import Delivery, Outcome, answer_of

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
_MANIFEST = "manifest.json"


def deliver(folder: Path, *, name: str, about: Mapping[str, str], files: Mapping[str, bytes]) -> Delivery:
    """Lay a folder `name` with `files` and a manifest (`about`, and each file's size and SHA-256) into `folder`.

    It is written beside its place and renamed, so whoever watches `folder` never sees half of it. The same name
    again is what was handed over before: it stays, and the answer says so.
    """
    assert _NAME.fullmatch(name) and all(_NAME.fullmatch(each) and each != _MANIFEST for each in files)
    draft, place = folder / f".{name}.part", folder / name
    try:
        if place.exists():
            return Delivery(Outcome.ACCEPTED, "it lies there already", name)
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(parents=True)
        for each, content in {**files, _MANIFEST: _manifest(about, files)}.items():
            _write(draft / each, content)
        draft.rename(place)
        _sync(folder)
    except OSError as error:
        return Delivery(Outcome.LATER, answer_of(error.strerror or type(error).__name__))
    return Delivery(Outcome.ACCEPTED, "", name)


def _manifest(about: Mapping[str, str], files: Mapping[str, bytes]) -> bytes:
    listed = [
        {"name": name, "size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
        for name, content in sorted(files.items())
    ]
    return json.dumps({**about, "files": listed}, ensure_ascii=False, indent=2).encode() + b"\n"


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
