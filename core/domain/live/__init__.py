"""The office at this moment, judged: who waits against what was said, who is idle, what alerts."""
