"""Step 7: our own outputs, distrusted."""
