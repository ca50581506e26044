"""How the schema has grown. Add a file to ``versions`` for each change; never edit one that has been released."""
