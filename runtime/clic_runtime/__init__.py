"""CLIC's Python runtime: a warm MONAI worker behind one JSON Lines contract (see worker.py)."""
