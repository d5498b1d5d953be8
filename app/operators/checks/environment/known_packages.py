"""Packages that operators ask for, by the module that is imported."""

from __future__ import annotations

# Packages that only work with their compiled parts, and which have no wheel without them.
_COMPILED = """
    Crypto PIL aiohttp asyncpg av bcrypt blosc cffi confluent_kafka cryptography cv2 cython duckdb gevent greenlet grpc
    h5py jax jaxlib lightgbm lxml lz4 matplotlib msgspec mysqlclient nacl numba numexpr numpy onnx onnxruntime orjson
    pandas polars psutil psycopg2 pyarrow pycurl pydantic_core pymssql pyodbc pyproj rapidjson rasterio
    regex rpds scipy shapely skimage sklearn snappy spacy tables tensorflow tflite_runtime tiktoken tokenizers torch
    torchvision transformers ujson uvloop xgboost xxhash zmq zstandard
"""
COMPILED = frozenset(_COMPILED.split())

# Where a requirement is called otherwise than the module.
_DISTRIBUTIONS = {
    "OpenSSL": "pyOpenSSL", "attr": "attrs", "bs4": "beautifulsoup4", "dateutil": "python-dateutil",
    "dotenv": "python-dotenv", "google": "protobuf", "jose": "python-jose", "jwt": "PyJWT", "paho": "paho-mqtt",
    "pkg_resources": "setuptools", "serial": "pyserial", "slugify": "python-slugify", "yaml": "PyYAML",
}  # fmt: skip


def requirement(module: str) -> str:
    """What to write into requirements.txt for a module; the best guess is its own name."""
    return _DISTRIBUTIONS.get(module, module)
