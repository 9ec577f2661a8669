"""The nouns of the house: frozen values, no logic beyond what a value can say of itself."""
