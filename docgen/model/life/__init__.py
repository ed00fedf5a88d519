"""The life of a SOP: its states, what an approval is about, when it must be looked at again."""
