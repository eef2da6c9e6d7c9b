"""What several kinds of tests share lies in tests/helpers."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "helpers"))
