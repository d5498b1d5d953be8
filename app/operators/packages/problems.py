"""Everything that can be wrong with a project's packages: the table of codes, with what to do about each.

docs/packages.md lists the same; a test keeps both alike.
"""

from collections.abc import Mapping

HELP: Mapping[str, str] = {
    "requirement-option": "Write only names and versions, such as idna==3.10. The studio chooses the options itself.",
    "requirement-url": "Write the package's name and version. The studio takes packages only from its own index.",
    "requirement-path": "Put the modules beside the entry file, or write the name of a package of the index.",
    "requirement-invalid": "Write one package a line: a name, and versions if need be, such as idna>=3.6,<4.",
    "requirement-twice": "Keep one of the two lines.",
    "requirement-not-allowed": "Use an allowed one, or ask whoever runs the studio; see STUDIO_PACKAGES_ALLOWED.",
    "requirements-too-large": "Keep at most 100 packages in at most 64 KiB.",
    "packages-off": "Put the modules beside the entry file. Whoever runs the studio may set STUDIO_PACKAGE_INDEX.",
    "package-not-found": "Check the spelling; a name can differ from that of the module which is imported.",
    "package-version-not-found": "Choose a version that the index has, or leave the version open.",
    "package-compiled": "Use a package of pure Python, or write the part that you need yourself.",
    "package-needs-module": "Use a package that does without it: inside a component there is no operating system.",
    "package-needs-python": "Choose a version of the package that runs on Python 3.12.",
    "package-needs-url": "Use a version that takes all it needs from the index.",
    "package-not-allowed": "Do without it, or ask whoever runs the studio: STUDIO_PACKAGES_ALLOWED lists them.",
    "package-damaged": "Choose another version; if all are damaged, tell whoever runs the index.",
    "package-data": "Keep what the package should read in a Python module, or hand it over in the configuration.",
    "packages-conflict": "Loosen or change one of the versions.",
    "packages-too-large": "Use fewer or smaller packages; STUDIO_PACKAGES_MAX_BYTES allows more.",
    "packages-time-limit": "Try again; STUDIO_PACKAGE_TIME_LIMIT_S allows more time.",
    "packages-stopped": "Try again when the machine is less busy.",
    "packages-failed": "Read the end of the log. If it stays so, tell whoever runs the studio.",
    "package-index-unreachable": "Try again in a while. Whoever runs the studio can check STUDIO_PACKAGE_INDEX.",
    "build-package": "Use another package, or another version of it: this one does not work inside a component.",
}
