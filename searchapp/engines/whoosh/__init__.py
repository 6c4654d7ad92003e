"""The embedded engine: Whoosh stores and inverts, arrays answer. Nothing outside this folder names Whoosh."""
