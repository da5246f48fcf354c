"""What a timer or a command sets going: everything that is due, built, sent and reported."""
