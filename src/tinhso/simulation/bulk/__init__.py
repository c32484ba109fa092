"""A million dossiers in minutes: lives that were really lived, written again and again by COPY."""
