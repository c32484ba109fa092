"""How a result reaches the person: signed for at the desk, by post, into their e-document wallet."""
