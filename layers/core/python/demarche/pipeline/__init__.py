"""The way of an article through the cloud: use cases and the ports they need; no AWS in here."""
