"""The demo with two schools and one form, as a program: `python -m tests.cli.small_demo HOME PORT FORMS`."""

import sys

from service.cli import env_file, main, showing

SCHOOLS, ENVIRONMENT = showing.demo_schools, env_file.demo_environment

if __name__ == "__main__":
    home, port, forms = sys.argv[1:]
    showing.demo_schools = lambda: SCHOOLS()[:2]
    env_file.demo_environment = lambda *known: {**ENVIRONMENT(*known), "TIDTAM_FORMS": forms}
    main(["demo", "--home", home, "--port", port])
