"""Runs the deployment template on this machine, on moto."""
