"""The four decisions, one file each: clean, revise, match, duplicate."""
