"""A chart as a value, laid out once into marks that screen and paper draw alike."""
