"""The live panel: the office at this moment, for whoever leads it."""
