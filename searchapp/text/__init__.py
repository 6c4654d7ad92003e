"""Pure language work: text into words, words into forms and stems, and the best passages with their marks."""
