"""Reading signed files in processes of their own: bounded in memory and time, without Django or the database."""
