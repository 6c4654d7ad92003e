"""Speakers and topics: all of them, and a page for each."""
