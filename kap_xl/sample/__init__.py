"""The sample plan's own data: ours, not the government's."""
