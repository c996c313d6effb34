"""`python -m kap_xl.cli`: the command line where the script `kap` is not on the path."""

from kap_xl.cli import run

run()
