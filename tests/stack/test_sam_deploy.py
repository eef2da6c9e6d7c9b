"""What is shipped: ``sam build`` and ``sam deploy``, unchanged, against the local stack; then a dossier through it.

Here functions run from the built layers (cp312 wheels, stripped, 250 MB), under a Python 3.12 that has nothing but the
runtime client: what the working tree's environment could hide shows here.
"""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageDraw

from infra.local import LocalStack
from infra.local.deploy import outputs
from infra.local.places import REGION, ROOT
from infra.local.seed import seed
from infra.local.stack import PARAMETERS

BIN = Path(sys.executable).parent
pytestmark = pytest.mark.slow


def run(*command: object, **environment: str) -> str:
    clean = {k: v for k, v in os.environ.items() if not k.startswith("AWS_")}
    done = subprocess.run(
        [str(c) for c in command],
        cwd=ROOT,
        env={**clean, "SAM_CLI_TELEMETRY": "0", "SAM_CLI_CHECK_UPDATES": "0", **environment},
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, f"{command}: {done.stdout[-3000:]}{done.stderr[-3000:]}"
    return done.stdout + done.stderr


def python312() -> str | None:
    """On PATH, or among those that pyenv keeps."""
    kept = sorted((Path.home() / ".pyenv/versions").glob("3.12.*/bin/python3.12"))
    for candidate in ["python3.12", *map(str, kept)]:
        if (
            shutil.which(candidate)
            and not subprocess.run([candidate, "-c", ""], capture_output=True, check=False).returncode
        ):
            return candidate
    return None


@pytest.fixture(scope="module")
def runtime(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Python 3.12 with awslambdaric and nothing else, as Lambda has it."""
    python = python312()
    if python is None:
        pytest.skip("no Python 3.12 on this machine to run the built layers with")
    folder = tmp_path_factory.mktemp("lambda") / "venv"
    run(BIN / "uv", "venv", "-q", "-p", python, folder)
    run(BIN / "uv", "pip", "install", "-q", "-p", folder, f"awslambdaric=={version('awslambdaric')}")
    return folder / "bin/python"


@pytest.fixture(scope="module")
def deployed(runtime: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalStack]:
    build = tmp_path_factory.mktemp("build")
    run(BIN / "sam", "build", "--build-dir", build)
    local = LocalStack(tmp_path_factory.mktemp("shipped"), environment={"LAMBDA_PYTHON_3_12": str(runtime)})
    local.start()
    try:
        credentials = {"AWS_ENDPOINT_URL": local.endpoint, "AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test"}
        where = ["--config-file", ROOT / "samconfig.toml", "--template-file", build / "template.yaml"]
        small = ["--parameter-overrides", " ".join(f"{k}={v}" for k, v in PARAMETERS.items())]
        run(BIN / "sam", "deploy", *where, *small, "--no-confirm-changeset", AWS_DEFAULT_REGION=REGION, **credentials)
        local.remember(outputs(local.client("cloudformation"), "motlan"))
        seed(local.client("cognito-idp"), local.outputs["Users"], local.users_file)
        yield local
    finally:
        local.down()
        shutil.rmtree(build)


def test_what_sam_deploys_reads_understands_and_files(deployed: LocalStack, client_of: Any) -> None:
    client = client_of(deployed)
    page = Image.new("L", (1240, 1754), 255)
    ImageDraw.Draw(page).text((160, 200), "MAU - SAMPLE ONLY 05/03/2021", fill=0, font_size=44)
    file = io.BytesIO()
    page.save(file, "PDF", resolution=150)
    record = client.ended(client.send({"sam.pdf": file.getvalue()}))
    assert record["state"] in ("filed", "review"), record
    key = f"derived/{record['id']}/dossier.json"
    body = deployed.client("s3").get_object(Bucket=deployed.outputs["Derived"], Key=key)["Body"].read()
    assert "2021" in json.loads(body)["pages"][0]["lines"][0]["text"]
    lambda_ = deployed.client("lambda")
    function = lambda_.get_function_configuration(FunctionName=deployed.outputs["ReadPages"])
    assert sum(layer["CodeSize"] for layer in function["Layers"]) > 50e6, "these are not the built layers"
