"""One module a type of paper: draws it from facts and says what is on it."""
