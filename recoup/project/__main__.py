"""`python -m recoup.project`: the `recoup` command where no script is installed."""

from recoup.project.cli import main

main()
