"""What is kept and for how long: erase, retain, compact, back up, restore, recover after a crash."""
