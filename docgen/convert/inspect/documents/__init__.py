"""The words of a Word document, looked for on the pages that were made of it."""
