"""ONNX Runtime sessions as this package wants them: one a model and process, with as many threads as were granted."""

from __future__ import annotations

from functools import cache

import onnxruntime as ort

from motlan_vision import models


@cache
def session(name: str, threads: int) -> ort.InferenceSession:
    """The session of a model, loaded at the first call. Raises ``models.ModelMissing``."""
    options = ort.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    # Inputs change shape at every call: an arena would only grow. Spinning threads would starve a second process.
    options.enable_cpu_mem_arena = False
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = 3
    return ort.InferenceSession(str(models.path(name)), options, providers=["CPUExecutionProvider"])
