"""How well, how fast, how large: ``motlan bench`` runs these; ``results/`` has figures with machine and versions."""
