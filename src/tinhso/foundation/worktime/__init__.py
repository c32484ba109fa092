"""Time is a service: now, the working calendar and every due moment."""
