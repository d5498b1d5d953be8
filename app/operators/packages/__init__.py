"""The packages that a project asks for: what may be asked, and what is learnt of them."""
