"""Where models are looked for, and what the script that fetches them trusts."""

from __future__ import annotations

import hashlib
import importlib.util
import json
from pathlib import Path

import pytest

from motlan_vision import models
from motlan_vision.recognise.engines import NAMES, engine_named

ROOT = Path(__file__).parents[3]
spec = importlib.util.spec_from_file_location("fetch_models", ROOT / "scripts" / "fetch_models.py")
assert spec
assert spec.loader
fetch_models = importlib.util.module_from_spec(spec)
spec.loader.exec_module(fetch_models)


def test_a_missing_model_names_the_command(monkeypatch, tmp_path):
    monkeypatch.setenv("MOTLAN_MODELS", str(tmp_path))
    assert models.find("trueocr/det.onnx") is None
    with pytest.raises(models.ModelMissing, match="make setup"):
        models.path("trueocr/det.onnx")


def test_a_named_folder_is_the_only_one(monkeypatch, tmp_path):
    (tmp_path / "x.onnx").write_bytes(b"1")
    monkeypatch.setenv("MOTLAN_MODELS", str(tmp_path))
    assert models.path("x.onnx") == tmp_path / "x.onnx"


def test_lock_pins_every_package_and_file():
    lock = json.loads((ROOT / "layers" / "vision" / "models.lock").read_text())
    for package in lock["packages"]:
        for digest in [package["sha256"], *(f["sha256"] for f in package["files"].values())]:
            assert len(digest) == 64
            int(digest, 16)


def test_a_changed_file_counts_as_missing(tmp_path):
    good = hashlib.sha256(b"good").hexdigest()
    package = {"files": {"a": {"member": "a", "sha256": good}}}
    assert list(fetch_models.missing(package, tmp_path)) == ["a"]
    (tmp_path / "a").write_bytes(b"good")
    assert not fetch_models.missing(package, tmp_path)
    (tmp_path / "a").write_bytes(b"bad")
    assert list(fetch_models.missing(package, tmp_path)) == ["a"]


def test_a_package_with_another_file_is_refused(tmp_path, monkeypatch):
    def install(package, target):
        target.mkdir(parents=True)
        (target / "a").write_bytes(b"bad")

    monkeypatch.setattr(fetch_models, "install", install)
    package = {
        "name": "x",
        "version": "1",
        "files": {"a": {"member": "a", "sha256": hashlib.sha256(b"good").hexdigest()}},
    }
    with pytest.raises(SystemExit, match="not the file that was pinned"):
        fetch_models.fetch(package, tmp_path / "out")
    assert not (tmp_path / "out" / "a").exists()


@pytest.mark.parametrize("name", NAMES)
def test_engines_by_name(name, monkeypatch):
    assert engine_named(name).name == name
    monkeypatch.setenv("MOTLAN_ENGINE", name)
    assert engine_named().name == name


def test_an_unknown_engine_is_named_in_the_error():
    with pytest.raises(ValueError, match="paddle9"):
        engine_named("paddle9")
