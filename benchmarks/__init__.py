"""How well, how fast and how large: ``motlan bench`` runs these; results lie in ``results/`` with machine and versions."""
