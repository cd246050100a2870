"""Before a file is open: choosing, unlocking, the first run."""
