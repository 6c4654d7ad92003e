"""What the tallies of an engine come to: how often, of how much, who first and who never."""
