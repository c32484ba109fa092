"""The process that makes PDFs: it knows neither Django nor the database, and dies without harm to anybody."""
