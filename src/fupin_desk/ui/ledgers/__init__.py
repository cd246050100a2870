"""The pages of the policy's ledgers: projects, funds, loans, entities, shops."""
