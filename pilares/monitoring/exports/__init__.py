"""Files of monitoring: indicators with their figures, the plan of a group in the shape of §3.9."""
