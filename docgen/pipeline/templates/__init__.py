"""``docgen template``: templates checked against their data, listed, laid open, shown, begun."""
