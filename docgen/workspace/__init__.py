"""What a workspace is and makes: opening it, its kinds of documents, the plan, its files.

``opening/`` reads everything that ``docgen.toml`` declares and gives the letters their numbers;
``kinds/`` says all that is special to one kind of document, a file each; ``plan/`` works out once
what the workspace must hold; ``delivery/`` writes it; :mod:`~docgen.workspace.expectations` tells
the check what must be there. ``agenda/`` is about the books of numbers.
"""
