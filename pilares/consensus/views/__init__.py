"""The pages of texts in consultation and under silence: the Member Countries' own, absent for others."""
