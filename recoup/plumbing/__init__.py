"""Django machinery without business words: database, audit, jobs, storage, localization."""
