"""Adapters for what is sent: alerts to SNS, dead letters and batches of SQS and of the table's stream."""
