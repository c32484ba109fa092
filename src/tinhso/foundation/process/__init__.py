"""Runs BPMN processes with safe expressions; knows nothing of dossiers."""
