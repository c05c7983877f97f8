"""What one may be allowed to do with imports; the roles that carry these names are data of the team room."""

READ = "imports.read"
RUN = "imports.run"
