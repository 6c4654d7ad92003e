"""Pages and files that count: how often over time or by whom, who said it first, and who never."""
