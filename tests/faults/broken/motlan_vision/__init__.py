"""Stands in for the vision layer (PYTHONPATH of the function): a fault on purpose."""
