"""demarche turns news articles into diplomatic events."""

__version__ = "0.1.0"
