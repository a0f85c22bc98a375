"""What is done with filings: filed once, and read back."""
