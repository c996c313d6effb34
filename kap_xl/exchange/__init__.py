"""The round between the Secretariat and the agencies: identity, splitting, merging, submissions."""
