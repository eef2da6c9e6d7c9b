"""One peer in its own environment: a path a line on stdin, a reading a line on stdout (JSON). Imports nothing of ours.

    .venv-peers/bin/python benchmarks/peer_worker.py ocrmypdf|trueocr|rapidocr THREADS

Answers ``{"lines": [...], "words": [[text, confidence], ...], "cpu": seconds, "peak_mb": MB}`` or ``{"failed": why}``.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

A4_LONG_INCHES = 11.69
Answer = dict[str, Any]


def ocrmypdf(threads: int) -> Callable[[str], Answer]:
    """The command with its defaults and Vietnamese; the text is its sidecar's."""
    from PIL import Image  # noqa: PLC0415 - each peer only needs what is its own

    def read(path: str) -> Answer:
        with Image.open(path) as image:
            dpi = image.info.get("dpi", (0, 0))[0]
            if dpi < 90:
                dpi = max(image.size) / A4_LONG_INCHES
        with tempfile.TemporaryDirectory() as folder:
            text = Path(folder) / "text.txt"
            command = [
                sys.executable,
                "-m",
                "ocrmypdf",
                "-q",
                "-l",
                "vie",
                "--output-type",
                "pdf",
                "--sidecar",
                str(text),
            ]
            command += ["--jobs", str(threads), "--image-dpi", str(round(dpi)), path, f"{folder}/out.pdf"]
            subprocess.run(command, check=True, capture_output=True)
            return {"lines": text.read_text("utf-8").replace("\f", "").splitlines(), "words": []}

    return read


def trueocr(threads: int) -> Callable[[str], Answer]:
    """The package as shipped: detection, order and recognition by its own pipeline."""
    import trueocr as package  # noqa: PLC0415
    from PIL import Image  # noqa: PLC0415

    model = package.load_model(threads=threads)

    def read(path: str) -> Answer:
        with Image.open(path) as image:
            return {"lines": model.predict(image.convert("RGB")).text.splitlines(), "words": []}

    return read


def rapidocr(threads: int) -> Callable[[str], Answer]:
    """PP-OCRv6 small as the package ships it; its alphabet lacks 88 Vietnamese letters."""
    from rapidocr import RapidOCR  # noqa: PLC0415

    engine = RapidOCR(
        params={
            "EngineConfig.onnxruntime.intra_op_num_threads": threads,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
            "Global.log_level": "error",
        }
    )

    def read(path: str) -> Answer:
        result = engine(path)
        lines = list(result.txts or ())
        words = [(w, float(c)) for t, c in zip(lines, result.scores or (), strict=False) for w in t.split()]
        return {"lines": lines, "words": words}

    return read


def main() -> None:
    """See the module."""
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # whatever a peer prints must not mix with the answers
    read = {"ocrmypdf": ocrmypdf, "trueocr": trueocr, "rapidocr": rapidocr}[sys.argv[1]](int(sys.argv[2]))
    print(json.dumps({"ready": True}), file=out, flush=True)
    for line in sys.stdin:
        before = sum(os.times()[:4])
        try:
            answer = read(line.rstrip("\n"))
        except Exception as error:  # one page must not end the run
            answer = {"failed": f"{type(error).__name__}: {error}"}
        answer["cpu"] = sum(os.times()[:4]) - before
        usage = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
        answer["peak_mb"] = max(usage) / 1024
        print(json.dumps(answer, ensure_ascii=False), file=out, flush=True)


if __name__ == "__main__":
    main()
