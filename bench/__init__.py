"""Load and figures that anyone can repeat: `python3 start.py bench`."""
