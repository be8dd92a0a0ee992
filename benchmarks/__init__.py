"""How fast checking and counting are, beside a plain loop and the usual libraries: ``make bench``.

Each case runs in a process of its own (``benchmarks.case``); ``goals`` holds what is to be reached, and
``report`` writes docs/performance.md.
"""
