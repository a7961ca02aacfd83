"""After the workshop: promises and what became of them, pulses, letters, carrying and keeping."""
