"""Built components and what is known about them."""
