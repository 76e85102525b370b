"""`python -m calculator`."""

import sys

from calculator.command_line import main

if __name__ == "__main__":
    sys.exit(main())
