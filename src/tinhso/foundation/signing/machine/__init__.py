"""Reading signed files in a process of its own: bounded in memory and time, without Django or the database."""
