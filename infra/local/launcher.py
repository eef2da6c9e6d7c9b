"""Starts ministack with Python functions on AWS's own runtime client: ``python -m infra.local.launcher``.

ministack's own Python worker loses the exception's class (every failure is ``Runtime.HandlerError``, so that Retry and
Catch by name never match), runs functions in its own interpreter and its own environment, and kills the worker on an
error. Its ``provided.*`` worker speaks the real Lambda Runtime API; Python runtimes are sent there, with a bootstrap
that becomes ``python -m awslambdaric``. ministack also expands SAM in the root template only, and reads state machines
in JSON only; here nested stacks and YAML work as on AWS.

A package that holds ``.motlan-tree`` runs from the working tree, in the interpreter of this process; a warm worker is
replaced when a source file changed. Any other package runs as it is, under ``LAMBDA_PYTHON_3_12`` where that is set.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import os
import sys
import tempfile
import threading
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import yaml
from ministack import app
from ministack.core import lambda_runtime as runtime
from ministack.services import cloudformation
from ministack.services import lambda_svc as service
from ministack.services.cloudformation import engine, provisioners

from infra.local import web
from infra.local.places import MARKER, ROOT, START

#: Private names that are replaced or called; a contract test fails when one of them moves.
LEANS_ON: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (app, ("pin_request_origin", "main", "AUTH")),
    (runtime, ("ProvidedWorker", "Worker", "_worker_class_for", "acquire_worker", "ensure_spawned", "release_worker")),
    (runtime.ProvidedWorker, ("invoke", "_teardown", "_build_handler_class", "_spawn")),
    (runtime.Worker, ("_drain_stderr_bounded",)),
    (engine, ("_parse_template", "_apply_transforms")),
    (provisioners, ("_sfn_definition", "_update_resource")),
    (cloudformation, ("_stacks",)),
    (
        service,
        (
            "_provided_runtime_code_dir",
            "_provided_worker_env",
            "_execute_function_warm",
            "_execute_function_provided_warm",
            "_resolve_layer_zip",
            "_sqs_esm_concurrency",
            "_durable_ctx",
        ),
    ),
)

BOOTSTRAP = '#!/bin/sh\ncd "$LAMBDA_TASK_ROOT" && exec "$RIC_PYTHON" -m awslambdaric "$_HANDLER"\n'
#: All that a function may see of this process's own environment.
PASSED_ON = ("PATH", "LANG", "TMPDIR", "OMP_THREAD_LIMIT", "OMP_NUM_THREADS", "MOTLAN_MODELS", "MOTLAN_ENGINE")
WATCHED = ("layers/core/motlan", "layers/vision/motlan_vision", "layers/print/motlan_print", "templates")

_code_dir, _env = service._provided_runtime_code_dir, service._provided_worker_env
_execute_warm, _class_for = service._execute_function_warm, runtime._worker_class_for
_layers: dict[str, Path] = {}
_lock = threading.Lock()
#: Lambda gives a function one CPU per 1,769 MB; here there are only so many, and more workers at once than CPUs make
#: time limits (of opening a file, of a page) hit honest files. Functions that ask for a whole CPU wait for their turn.
WHOLE_CPU_MB = 1769
_turns: dict[str, threading.Semaphore] = {}


def is_python(config: dict[str, Any]) -> bool:
    """Whether the function's runtime is one that awslambdaric serves."""
    return str(config.get("Runtime", "")).startswith("python")


def tree_of(folder: Path) -> Path | None:
    """The folder of the working tree that an unpacked package stands for, if any."""
    marker = folder / MARKER
    return ROOT / marker.read_text().strip() if marker.is_file() else None


def code_dir(code_zip: bytes) -> str:
    """The emulator's own unpacking, plus the bootstrap."""
    folder = _code_dir(code_zip)
    bootstrap = Path(folder, "bootstrap")
    if not bootstrap.exists():
        fresh = bootstrap.with_suffix(f".{threading.get_ident()}")
        fresh.write_text(BOOTSTRAP)
        fresh.chmod(0o755)
        fresh.replace(bootstrap)
    return str(folder)


def layer_dir(attachment: Any) -> Path | None:
    """A layer, unpacked once."""
    blob = service._resolve_layer_zip(attachment)
    if not blob:
        return None
    digest = hashlib.sha256(blob).hexdigest()
    with _lock:
        if digest not in _layers:
            folder = Path(tempfile.mkdtemp(prefix="layer-"))
            with zipfile.ZipFile(io.BytesIO(blob)) as archive:
                archive.extractall(folder)
            _layers[digest] = folder
        return _layers[digest]


def environment(config: dict[str, Any], folder: str, port: int) -> dict[str, str]:
    """What a function's process sees: what Lambda would give it, and nothing of this machine."""
    full: dict[str, str] = _env(config, folder, port)
    if not is_python(config):
        return full
    kept = {k: v for k, v in full.items() if k not in os.environ or k in PASSED_ON or os.environ[k] != v}
    tree = tree_of(Path(folder))
    interpreter = sys.executable if tree else os.environ.get("LAMBDA_PYTHON_3_12") or sys.executable
    # AWS: PYTHONPATH of the function's own configuration, the task root, then /opt, where later layers win.
    paths = [full["PYTHONPATH"]] if full.get("PYTHONPATH") != os.environ.get("PYTHONPATH") else []
    models = None
    for layer in reversed([d for d in map(layer_dir, config.get("Layers") or []) if d]):
        layer_tree = tree_of(layer)
        if layer_tree:
            paths.append(str(layer_tree))
        else:
            paths += [str(layer / "python/lib" / config["Runtime"] / "site-packages"), str(layer / "python")]
            models = layer / "models" if (layer / "models").is_dir() else models
    kept |= {
        "RIC_PYTHON": interpreter,
        "PYTHONPATH": os.pathsep.join(paths),
        "PYTHONDONTWRITEBYTECODE": "1",
        "LAMBDA_TASK_ROOT": str(tree or folder),
        "AWS_EXECUTION_ENV": "AWS_Lambda_" + config["Runtime"],
        "AWS_LAMBDA_LOG_GROUP_NAME": "/aws/lambda/" + config.get("FunctionName", ""),
        "AWS_LAMBDA_INITIALIZATION_TYPE": "on-demand",
        "AWS_ENDPOINT_URL": f"http://127.0.0.1:{os.environ['GATEWAY_PORT']}",
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_XRAY_SDK_ENABLED": "false",
        "TZ": ":UTC",
        "LANG": "C.UTF-8",
    }
    if models:
        kept.setdefault("MOTLAN_MODELS", str(models))
    return kept


def stamp(folders: list[Path]) -> tuple[int, int]:
    """Changes when a file below the folders is edited, added or removed."""
    newest = files = 0
    for folder in folders:
        for parent, names, found in os.walk(folder):
            names[:] = [n for n in names if n != "__pycache__"]
            files += len(found)
            newest = max([newest, *(os.stat(os.path.join(parent, f)).st_mtime_ns for f in found)])  # noqa: PTH116, PTH118
    return newest, files


class PythonWorker(runtime.ProvidedWorker):  # type: ignore[misc]
    """A warm function under awslambdaric; starts anew when the source that it runs was edited."""

    _stamp: tuple[int, int] | None = None

    def invoke(self, event: Any, request_id: str, **more: Any) -> Any:
        """One invocation; the worker is leased to it alone."""
        if self._proc is not None and self._stamp != self._source():
            self._teardown()
        return super().invoke(event, request_id, **more)

    def _spawn(self, *more: Any, **named: Any) -> None:
        self._stamp = self._source()
        super()._spawn(*more, **named)

    def _source(self) -> tuple[int, int] | None:
        tree = tree_of(Path(code_dir(self.code_zip)))
        return stamp([tree, *(ROOT / folder for folder in WATCHED)]) if tree else None

    def _build_handler_class(self, generation: int, pending: Any) -> Any:
        # The Runtime API server writes headers and body apart: 40 ms a call with Nagle and delayed ACK.
        handler = super()._build_handler_class(generation, pending)
        handler.disable_nagle_algorithm = True
        return handler

    def _drain_stderr_bounded(
        self, first_line_wait: float = 0.005, idle_confirm: float = 0.002, hard_cap: float = 0.25
    ) -> Any:
        # ministack waits up to 50 ms for a log line after every silent invocation.
        return super()._drain_stderr_bounded(min(first_line_wait, 0.1), idle_confirm, hard_cap)


def execute_warm(func: dict[str, Any], event: Any, request_id: str) -> Any:
    """Python goes the way of provided runtimes, except inside a durable execution."""
    config = func.get("config") or func
    if not is_python(config) or service._durable_ctx.get():
        return _execute_warm(func, event, request_id)
    if isinstance(event, dict) and event.keys() == {START}:
        return start(func, event[START])
    if int(config.get("MemorySize", 128)) < WHOLE_CPU_MB:
        return service._execute_function_provided_warm(func, event, request_id)
    with _lock:
        turn = _turns.setdefault(config["FunctionName"], threading.Semaphore(os.cpu_count() or 1))
    with turn:
        return service._execute_function_provided_warm(func, event, request_id)


def start(func: dict[str, Any], count: int) -> dict[str, Any]:
    """Brings ``count`` of a function's processes through their init phase; what fails there fails at the first call."""
    config = func["config"]
    leased = [
        runtime.acquire_worker(config["FunctionName"], config, func["code_zip"], qualifier=config["Version"])[0]
        for _ in range(count)
    ]
    try:
        with ThreadPoolExecutor(count) as pool:
            list(pool.map(_start_one, leased))
    finally:
        for worker in leased:
            runtime.release_worker(worker)
    return {"body": None}


def _start_one(worker: Any) -> None:
    with contextlib.suppress(Exception):
        runtime.ensure_spawned(worker)


def worker_class(config: dict[str, Any]) -> Any:
    """The worker of a function."""
    return PythonWorker if is_python(config) else _class_for(config)


def as_over_tls(source_ip: str, secure_transport: bool) -> None:
    """The loopback interface stands for TLS, so that "TLS only" policies let it through here and hold on AWS."""
    _pin(source_ip, True)


def nested_template(body: str) -> Any:
    """Nested stacks are parsed through the engine's own name, and ministack forgets their SAM transform."""
    return engine._apply_transforms(_parse(body))


def definition(properties: Any) -> str:
    """CloudFormation takes a state machine's definition as JSON or YAML, ministack as JSON only."""
    return json.dumps(yaml.safe_load(_definition(properties)))


def update_resource(kind: str, physical: str, old: Any, new: Any, *more: Any) -> Any:
    """What a nested stack's update leaves as it is loses its attributes in ministack; here they stay."""
    stack, logical, known = (*more, None, None)[:3]
    resources = (cloudformation._stacks.get(stack) or {}).get("_resources", {})
    before = known or resources.get(logical, {}).get("Attributes", {})
    physical_now, attributes = _update(kind, physical, old, new, stack, logical, before)
    return physical_now, {**before, **attributes} if physical_now == physical else attributes


def esm_concurrency(mapping: dict[str, Any], *more: Any) -> int:
    """A number that comes from a parameter arrives as text in ministack."""
    scaling = {k: int(v) for k, v in (mapping.get("ScalingConfig") or {}).items()}
    return int(_esm_concurrency({**mapping, "ScalingConfig": scaling}, *more))


_update, _esm_concurrency = provisioners._update_resource, service._sqs_esm_concurrency
_pin, _parse, _definition = app.pin_request_origin, engine._parse_template, provisioners._sfn_definition


def patch() -> None:
    """Puts the names above in place."""
    service._provided_runtime_code_dir, service._provided_worker_env = code_dir, environment
    service._execute_function_warm, runtime._worker_class_for = execute_warm, worker_class
    app.pin_request_origin, engine._parse_template = as_over_tls, nested_template
    provisioners._sfn_definition, provisioners._update_resource = definition, update_resource
    service._sqs_esm_concurrency = esm_concurrency


if __name__ == "__main__":
    patch()
    web.serve(int(os.environ["MOTLAN_WEB_PORT"]), Path(os.environ["MOTLAN_HOME"]))
    sys.argv = ["ministack"]
    app.main()
