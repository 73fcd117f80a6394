"""What the hall hears, as sound: voices, a player, and the ladder from the best down to a chime."""
