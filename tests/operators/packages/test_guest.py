import json

from app.operators.packages.guest import MARKERS
from tests.support import generic

SOURCE = """
import os, platform, sys
from map_impl import exports
from map_impl.imports import logger

class Map(exports.Map):
    def init(self, configuration):
        import json
        version = ".".join(map(str, sys.version_info[:3]))
        found = {
            "implementation_name": sys.implementation.name,
            "implementation_version": version,
            "os_name": os.name,
            "platform_machine": platform.machine(),
            "platform_python_implementation": platform.python_implementation(),
            "platform_release": platform.release(),
            "platform_system": platform.system(),
            "platform_version": platform.version(),
            "python_full_version": platform.python_version(),
            "python_version": ".".join(platform.python_version_tuple()[:2]),
            "sys_platform": sys.platform,
        }
        logger.log(logger.Level.INFO, "markers", json.dumps(found))
        return True

    def process(self, message):
        return message
"""


def test_markers_have_the_values_of_the_guest() -> None:
    report = generic.run("map", "1.1.0", {"probe_x.py": SOURCE}, "probe_x", [], lazy_imports=["json"])

    assert json.loads(report.logs[0]["message"]) == MARKERS
