"""From boxes of lines to text: the engines and what they have in common."""
