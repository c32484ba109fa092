"""The measuring itself: a figure that is counted wrongly is worse than none."""
