"""What a person chooses once: appearance, type size, the lock."""
