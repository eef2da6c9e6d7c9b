"""Vietnamese as it is written: letters, syllables, numbers, dates, quantities, labels. Knows nothing of papers."""
