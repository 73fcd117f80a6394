"""`office.live`: the office at this moment, as whoever leads it watches it."""
