"""Speed side by side with peers, in one run on one machine: `python -m benchmarks [names]`.

Every file `bench_NAME.py` with a function `run() -> list[Row]` is a benchmark; files are found, not listed.
"""
