"""The two commands of Banjie, `demo` and `test`; everything else is Django's."""

import sys

from config.bootstrap.commands import main

if __name__ == "__main__":
    sys.exit(main(sys.argv))
