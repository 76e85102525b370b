"""What a bundle starts: the program itself."""

import sys

from calculator.command_line import main

sys.exit(main())
