"""What every slice of the desk uses: shell, gates, components, formatting."""
