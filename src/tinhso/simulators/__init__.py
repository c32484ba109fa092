"""Outside systems as labelled simulators (mô phỏng): separate processes that import nothing of the rooms."""
