"""The national payment platform with its banks, simulated: a process of its own that can misbehave on purpose."""
