"""The national portal, simulated (mô phỏng): its own process, code and store, speaking only by HTTP."""
