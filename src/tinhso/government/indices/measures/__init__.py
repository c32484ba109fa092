"""What can be counted, each thing written once: SQL over facts, with its words and its reasons."""
