"""`./tinhso …` inside .venv: PostgreSQL, web server, worker and front server as one command."""
