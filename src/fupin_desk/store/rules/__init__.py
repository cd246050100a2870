"""The policy over the file: facts, judging, tallies, what a draft would change."""
