"""Files that were made to do harm, made on the spot; reference: OWASP File Upload Cheat Sheet, ASVS 5.0 V5."""
