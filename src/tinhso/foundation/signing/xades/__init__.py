"""XAdES (ETSI EN 319 132): signatures on data, as others' programs make and check them."""
