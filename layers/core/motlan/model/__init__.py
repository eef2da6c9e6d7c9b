"""The words of the service as types, without any I/O: page, paper, field, dossier, issue."""

from motlan.model.dossier import SCHEMA, Dossier, Outcome, SourceFile
from motlan.model.errors import (
    BadRequest,
    Conflict,
    Forbidden,
    MotlanError,
    NotFound,
    Rejected,
    TooMany,
    TransientError,
    Unauthorized,
)
from motlan.model.geometry import Box, clamp, union
from motlan.model.issue import Issue
from motlan.model.page import Cell, Check, Code, Line, Page, PageStatus, Part, Region, Rotation, Word
from motlan.model.paper import STATUS_ORDER, Certification, FieldSource, FieldStatus, FieldValue, Paper, Tags

__all__ = [
    "SCHEMA",
    "STATUS_ORDER",
    "BadRequest",
    "Box",
    "Cell",
    "Certification",
    "Check",
    "Code",
    "Conflict",
    "Dossier",
    "FieldSource",
    "FieldStatus",
    "FieldValue",
    "Forbidden",
    "Issue",
    "Line",
    "MotlanError",
    "NotFound",
    "Outcome",
    "Page",
    "PageStatus",
    "Paper",
    "Part",
    "Region",
    "Rejected",
    "Rotation",
    "SourceFile",
    "Tags",
    "TooMany",
    "TransientError",
    "Unauthorized",
    "Word",
    "clamp",
    "union",
]
