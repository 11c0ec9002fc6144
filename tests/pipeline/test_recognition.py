"""The recogniser: there, working, and within a child's bounds."""

from __future__ import annotations

import sys
from importlib.machinery import ModuleSpec
from typing import TYPE_CHECKING

import pytest
from page_pictures import FIRST, encoded, pictured, texts
from PIL import Image

from parsers.model import Reading
from pipeline import doctor, recognition
from pipeline.doctor import Check
from pipeline.job import ReadJob
from pipeline.recognition import missing_models, words_read
from pipeline.worker import DEFAULT_BOUNDS, Done, call

if TYPE_CHECKING:
    from pathlib import Path

CURE = "运行 pip install --force-reinstall rapidocr onnxruntime"


def test_the_recogniser_reads_figures_offline() -> None:
    assert (missing_models(), words_read()) == ((), "2024")


def test_models_that_are_not_there_are_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    spec = ModuleSpec("rapidocr", None, origin=str(tmp_path / "__init__.py"))
    monkeypatch.setattr(recognition, "find_spec", lambda _: spec)
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / "PP-OCRv6_det_small.onnx").touch()
    assert missing_models() == ("*_rec_*.onnx",)
    monkeypatch.setattr(recognition, "find_spec", lambda _: None)
    assert missing_models() == ("*_det_*.onnx", "*_rec_*.onnx")


@pytest.mark.parametrize(
    ("missing", "words", "check"),
    [
        ((), "2024", Check("文字识别", "模型在安装包内，离线可用", right=True, cure=CURE)),
        ((), "Z0Z4", Check("文字识别", "识别有误", right=False, cure=CURE)),
        (("*_det_*.onnx",), "2024", Check("文字识别", "安装包里没有模型", right=False, cure=CURE)),
    ],
)
def test_the_doctor_tries_the_recogniser(
    monkeypatch: pytest.MonkeyPatch, missing: tuple[str, ...], words: str, check: Check
) -> None:
    monkeypatch.setattr(doctor, "missing_models", lambda: missing)
    monkeypatch.setattr(doctor, "words_read", lambda: words)
    assert doctor._recognition() == check


def test_the_doctor_tells_a_recogniser_that_does_not_load(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "parsers.scan.recogniser", None)
    assert doctor._recognition() == Check("文字识别", "ModuleNotFoundError", right=False, cure=CURE)


def test_a_large_scan_is_read_within_the_usual_bounds(tmp_path: Path) -> None:
    """A3 at 300 dots an inch."""
    page = Image.new("RGB", (4961, 3508), "white")
    page.paste(pictured(FIRST, 300), (300, 300))
    path = tmp_path / "大幅.png"
    path.write_bytes(encoded(page, "PNG", dpi=(300, 300), compress_level=1))
    outcome = call(ReadJob(path), DEFAULT_BOUNDS)
    assert isinstance(outcome, Done)
    assert isinstance(outcome.value, Reading)
    assert texts(outcome.value) == list(FIRST)
