"""What must be fast, measured: ``manage.py bench`` runs this package on throwaway databases."""
