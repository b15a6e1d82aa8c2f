"""Who is who: countries, seats of power, organisations, groups, offices and their holders, places."""
