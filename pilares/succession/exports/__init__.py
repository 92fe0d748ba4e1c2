"""The end of a plan as files: the table as a sheet and on paper, the evaluation on paper."""
