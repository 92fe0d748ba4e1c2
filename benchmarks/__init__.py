"""What Pilares costs, measured: `benchmarks/run` writes `benchmarks/RESULTS.md`."""
