"""The preview's component: one for each API version, which runs any operator's sources without a build."""
