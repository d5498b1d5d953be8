"""Everything that touches untrusted bytes or code, and the walls around it."""
