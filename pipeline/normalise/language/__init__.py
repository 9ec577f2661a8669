"""What is known of written Chinese: characters and marks, words, places, other forms."""
