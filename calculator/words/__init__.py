"""A statement in Chinese or English: sentences, vocabulary, explanations, summaries."""
