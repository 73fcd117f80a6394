"""The leader's window: how the office is, its people, devices, notices and settings."""
