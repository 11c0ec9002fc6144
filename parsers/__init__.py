"""Bytes -> Reading: the formats, and nothing of any form."""
