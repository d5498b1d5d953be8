"""The Python that packages are chosen for: the one inside a component of componentize-py 0.14.0."""

# Markers ask for these (PEP 508, "Environment Markers"). Values are those that such a guest reports of itself:
# CPython 3.12.1, and what wasi-libc's uname answers.
MARKERS = {
    "implementation_name": "cpython",
    "implementation_version": "3.12.1",
    "os_name": "posix",
    "platform_machine": "wasm32",
    "platform_python_implementation": "CPython",
    "platform_release": "0.0.0",
    "platform_system": "wasi",
    "platform_version": "0.0.0",
    "python_full_version": "3.12.1",
    "python_version": "3.12",
    "sys_platform": "wasi",
}

PYTHON = "3.12"
# uv knows no WASI platform. Pyodide's is the nearest: it takes no wheel made for Linux, Windows or macOS.
PLATFORM = "wasm32-pyodide2024"
