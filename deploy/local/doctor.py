"""Names each tool that this machine lacks, with the line that installs it. Runs before anything is installed.

`python3 deploy/local/doctor.py [tests]` ends with 1 when something is missing; `tests` asks for what tests need too.
"""

import ctypes
import os
import re
import shutil
import subprocess
import sys

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
LIBRARIES = {"libcurl.so.4": "libcurl4", "libssl.so.3": "libssl3"}
"""What mongod is linked with, and Debian's name of the package; a small system has neither."""
NODE = "Node 20 or later from your distribution's backports or a version manager (Debian 12's own nodejs is 18)"
NUMBER = re.compile(r"(\d+)(?:\.(\d+))?")
COLOUR = re.compile(r"\x1b\[\d*m")


def version(*command: str) -> tuple[int, int]:
    """The first version number that a program prints; (0, 0) where it isn't there or prints none."""
    try:
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    except OSError:
        return 0, 0
    found = NUMBER.search(COLOUR.sub("", done.stdout.decode("utf-8", "replace")))
    return (int(found.group(1)), int(found.group(2) or 0)) if found else (0, 0)


def has_venv() -> bool:
    """Whether this Python can make virtual environments; Debian puts that into a package of its own."""
    try:
        import ensurepip
    except ImportError:
        return False
    return bool(ensurepip.version())


def java() -> str:
    """The Java that would run Kafka."""
    home = os.environ.get("JAVA_HOME")
    return os.path.join(home, "bin", "java") if home else "java"


def loads(library: str) -> bool:
    """Whether this machine has a shared library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def lacking(tests: bool, libraries: "dict[str, str]" = LIBRARIES) -> "list[tuple[str, str]]":
    """What is missing, each with the line that installs it."""
    checks = [
        (sys.version_info >= (3, 11), "Python 3.11 or later", "apt-get install python3.11 python3.11-venv"),
        (has_venv(), "Python's venv", "apt-get install python3-venv"),
        (version(java(), "-version") >= (17, 0), "Java 17 or later", "apt-get install openjdk-17-jre-headless"),
        (version("mvn", "--version") >= (3, 6), "Maven 3.6 or later", "apt-get install maven"),
        (version("node", "--version") >= (20, 0), "Node 20 or later", NODE),
        (version("npm", "--version") >= (9, 0), "npm 9 or later", "apt-get install npm"),
        (sys.maxsize > 2**32 and sys.platform == "linux", "64-bit Linux", "docker compose up"),
        *((loads(name), name + " (for MongoDB)", "apt-get install " + libraries[name]) for name in libraries),
    ]
    if tests:
        checks.append((any(map(shutil.which, BROWSERS)), "Chromium (for the tests)", "apt-get install chromium"))
    return [(what, line) for there, what, line in checks if not there]


def wanted(tests: bool) -> "list[tuple[str, str]]":
    """What tests can do without, each with the line that installs it."""
    there = not tests or shutil.which("certutil")
    return (
        [] if there else [("certutil (a browser that believes our root is not tried)", "apt-get install libnss3-tools")]
    )


def main() -> int:
    """Prints what is missing, and what would be good to have."""
    tests = "tests" in sys.argv[1:]
    missing = lacking(tests)
    for word, found in (("missing", missing), ("not needed, but good to have", wanted(tests))):
        for what, line in found:
            print(f"{word}: {what}\n    {line}", file=sys.stderr)
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
