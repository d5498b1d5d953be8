"""So that ``python -m app serve`` works in a checkout that is not installed."""

from app.cli import main

if __name__ == "__main__":
    main()
