"""WASI 0.2 for components made of Python, served by the studio: waits that end in time, clocks and random numbers of
the run's own, folders in memory, and nothing of the machine. One topic a file; ``wasi.Wasi`` has all of it.
"""
