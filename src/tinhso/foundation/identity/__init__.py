"""Who somebody is, in which capacity they act, and who may pass."""
