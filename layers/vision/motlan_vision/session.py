"""ONNX Runtime sessions as this package wants them: one a model and process, with as many threads as were granted."""

from __future__ import annotations

from functools import cache

import onnxruntime as ort

from motlan_vision import models


@cache
def session(name: str, threads: int, expose: str | None = None) -> ort.InferenceSession:
    """The session of a model, loaded at the first call; ``expose``: an inner tensor that becomes an output.

    Raises ``models.ModelMissing``.
    """
    options = ort.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    # Inputs change shape at every call: an arena would only grow. Spinning threads would starve a second process.
    options.enable_cpu_mem_arena = False
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = 3
    model = models.path(name).read_bytes()
    return ort.InferenceSession(with_output(model, expose) if expose else model, options, ["CPUExecutionProvider"])


def with_output(model: bytes, tensor: str) -> bytes:
    """An ONNX model that also gives out a float tensor of its inside.

    A protobuf message that is appended to another of its kind is merged into it (protobuf encoding, "last one wins" and
    merging of embedded messages), so a ModelProto with nothing but the one more output does.
    """
    floats = _field(2, _field(1, b"\x08\x01"))  # ValueInfoProto.type.tensor_type.elem_type = FLOAT
    return model + _field(7, _field(12, _field(1, tensor.encode()) + floats))  # ModelProto.graph.output


def _field(number: int, payload: bytes) -> bytes:
    """A length-delimited protobuf field."""
    return _varint(number << 3 | 2) + _varint(len(payload)) + payload


def _varint(value: int) -> bytes:
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    return bytes([*out, value])
