"""Sign-in: django-allauth's own steps (password, second step, recovery codes) in our look and our words."""
