"""The books of numbers: what an agenda of letters shows, and which line somebody means."""
