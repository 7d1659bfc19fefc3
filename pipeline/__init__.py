"""What happens: one function per step, the settings, the command line."""
