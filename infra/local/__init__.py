"""The whole stack on one machine: emulator, deployment of the shipped template, demo users.

``LocalStack(home).up()`` is what ``motlan up`` calls and what the tests in ``tests/stack`` start for themselves.
"""

from infra.local.stack import LocalStack, StackError

__all__ = ["LocalStack", "StackError"]
