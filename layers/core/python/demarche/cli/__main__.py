"""``python -m demarche.cli``."""

from demarche.cli import main

main()
