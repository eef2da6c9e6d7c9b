"""What several kinds of tests share lies in tests/helpers; the Python client is not installed."""

import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE / "helpers"), str(HERE.parent / "clients/python"), str(HERE.parent)]
