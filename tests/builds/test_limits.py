from app.builds.limits import build_limits
from app.settings import Settings


def test_limits_follow_the_settings(settings: Settings) -> None:
    wanted = settings.model_copy(
        update={
            "build_time_limit_s": 7.5,
            "build_memory_bytes": 300 << 20,
            "component_max_bytes": 8 << 20,
            "build_output_bytes": 12_345,
        }
    )
    limits = build_limits(wanted)

    assert (limits.wall_s, limits.cpu_s) == (7.5, 15)
    assert (limits.data_bytes, limits.file_bytes, limits.output_bytes) == (300 << 20, 8 << 20, 12_345)
