"""Feedback and petitions of people (phản ánh, kiến nghị): taken in, handled, answered, published."""
