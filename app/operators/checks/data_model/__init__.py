"""How values of the interface are read and made."""
