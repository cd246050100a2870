"""Every write: drafts in, batches with their changes out; seals, the chain, the past."""
