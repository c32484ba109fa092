"""Pure rules of queues: moves, order, estimates, times, slots."""
