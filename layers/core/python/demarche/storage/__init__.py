"""Adapters for what is kept: the DynamoDB table, the S3 buckets, and their in-memory likes."""
