"""Modules of Python's standard library that a component's Python does not have, by what they are for.

Read from a guest made by componentize-py 0.14.0 (CPython 3.12.1 for WASI): each name of ``sys.stdlib_module_names``
that cannot be imported while a component is built, and the same for submodules of packages that can. A test asks a
component again.
"""

# Names that exist elsewhere only for the interpreter's own use, or on other systems.
_INTERNAL = """
    _bz2 _ctypes _curses _curses_panel _dbm _gdbm _hashlib _lzma _msi _multiprocessing _overlapped _posixshmem
    _posixsubprocess _scproxy _sqlite3 _ssl _tkinter _uuid _winapi
"""
_COMPRESSION = "bz2 gzip lzma zlib"
_SYSTEM = """
    fcntl grp msilib msvcrt nis nt ossaudiodev pty pwd resource spwd syslog termios tty winreg winsound
"""
_SCREEN = "curses readline tkinter turtle"
_OTHER = "ctypes mmap sqlite3 ssl"

ABSENT = frozenset(" ".join([_INTERNAL, _COMPRESSION, _SYSTEM, _SCREEN, _OTHER]).split())

# Submodules that cannot be imported although their package can.
_ABSENT_SUBMODULES_TEXT = """
    asyncio.windows_events asyncio.windows_utils concurrent.futures.process dbm.gnu dbm.ndbm
    multiprocessing.connection multiprocessing.forkserver multiprocessing.heap multiprocessing.managers
    multiprocessing.pool multiprocessing.popen_fork multiprocessing.popen_forkserver
    multiprocessing.popen_spawn_posix multiprocessing.popen_spawn_win32 multiprocessing.queues
    multiprocessing.resource_tracker multiprocessing.shared_memory multiprocessing.sharedctypes
    multiprocessing.synchronize
"""
ABSENT_SUBMODULES = frozenset(_ABSENT_SUBMODULES_TEXT.split())

# Names that their package imports from such a submodule only when they are asked for.
ABSENT_NAMES = frozenset({"concurrent.futures.ProcessPoolExecutor"})

# Modules that older versions of Python had and 3.12 has no more; source: What's New In Python 3.12, "Removed".
REMOVED = frozenset({"asynchat", "asyncore", "distutils", "imp", "smtpd"})


def instead_of(module: str) -> str:
    """What to use in place of an absent module, as a sentence; empty where there is nothing to say."""
    top = module.partition(".")[0]
    if top in _COMPRESSION.split():
        return "Compressed data cannot be read or made; for a checksum there is binascii.crc32."
    if top in _SCREEN.split():
        return "A component has no screen and no keyboard."
    if top in _SYSTEM.split():
        return "A component has no operating system around it."
    return _INSTEAD.get(top, "")


_INSTEAD = {
    "_hashlib": "Use hashlib: its md5, sha1, sha2, sha3 and blake2 functions work.",
    "_uuid": "Use uuid.",
    "concurrent": "A component is a single process.",
    "ctypes": "For binary data there is struct; compiled libraries cannot be called.",
    "mmap": "A component has no files; use bytes, bytearray or io.BytesIO.",
    "multiprocessing": "A component is a single process.",
    "sqlite3": "Keep values in the state store of the bindings.",
    "ssl": "A component cannot open connections; the graph's endpoints do that.",
}
