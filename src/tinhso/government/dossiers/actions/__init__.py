"""The verbs of the dossier: check the right, check the rule, change, record; each one transaction."""
