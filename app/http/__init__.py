"""What both entrances, JSON and pages, share."""
