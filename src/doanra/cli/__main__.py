"""`python -m doanra.cli`, the same as the command `doanra`."""

import sys

from doanra.cli import main

sys.exit(main())
