"""Official reports: tables from the records that work leaves, made on time, signed, sent and kept."""
