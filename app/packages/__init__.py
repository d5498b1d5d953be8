"""From a project's requirements to the packages that go into its component."""
