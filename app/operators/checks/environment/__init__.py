"""What a component has, and what it lacks."""
