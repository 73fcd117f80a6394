"""What the product ships beside its code: theme, fonts, icons, sounds, catalogues, offices."""
