"""What is done with permits and with the lessons under them."""
