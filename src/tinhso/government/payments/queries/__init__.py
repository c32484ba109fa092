"""What pages and other rooms read."""
