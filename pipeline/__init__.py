"""The stages joined, and what surrounds them."""
