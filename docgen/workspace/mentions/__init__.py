"""Where the sources of a workspace name something, and what changes with it."""
