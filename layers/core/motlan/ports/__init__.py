"""What the use cases need of the world outside; ``adapters`` and the vision layer implement it.

Every method may raise ``TransientError`` (try again); what else it raises stands in its docstring.
"""

from motlan.ports.calls import Limits, Once
from motlan.ports.counting import Counts
from motlan.ports.messages import Events, Executions, Outbox, Queues, Sender, Wakes
from motlan.ports.objects import Blobs, PartBlobs
from motlan.ports.reading import OpenFile, PageReader
from motlan.ports.registry import Handoffs, OwnerRequests, Receipts, Registry
from motlan.ports.store import Store
from motlan.ports.world import Clock, Printer

__all__ = [
    "Blobs",
    "Clock",
    "Counts",
    "Events",
    "Executions",
    "Handoffs",
    "Limits",
    "Once",
    "OpenFile",
    "Outbox",
    "OwnerRequests",
    "PageReader",
    "PartBlobs",
    "Printer",
    "Queues",
    "Receipts",
    "Registry",
    "Sender",
    "Store",
    "Wakes",
]
