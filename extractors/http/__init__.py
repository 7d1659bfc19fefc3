"""Ask other people's servers politely: turns, robots.txt, addresses we may ask, limits on what comes back."""
