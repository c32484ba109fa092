"""Who governs what, and when: dated units, agencies, their codes and successors."""
