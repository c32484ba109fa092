"""Records: what was done, by whom, to what; append-only, chained per object and sealed each minute."""
