"""Reading the sections of a WebAssembly component; nothing here runs one."""
