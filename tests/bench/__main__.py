"""`python -m tests.bench`: is the program as quick as code written by hand for the same work?"""

import sys

from tests.bench.run import run

if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
