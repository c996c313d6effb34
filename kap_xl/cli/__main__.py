"""`python -m kap_xl.cli`: the command line where the script `kap` is not on the path."""

import sys

from kap_xl.cli import main

sys.exit(main())
