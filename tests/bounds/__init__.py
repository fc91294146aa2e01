"""What one capture, one page, one site may cost at most: CPU, state and memory, as ratios within one run."""
