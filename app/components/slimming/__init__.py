"""Making a component smaller without changing what it does; nothing here runs one."""
