"""Payment plans: the list, the builder with its schedule, and a plan with what became of it."""
