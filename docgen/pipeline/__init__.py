"""The order of the stages and nothing else; :mod:`docgen.pipeline.run` is the place to start."""
