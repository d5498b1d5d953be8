import json
import subprocess
import sys

GIVE_WAY = "import os, json; from app.sandbox.rlimits import give_way; give_way(); print(json.dumps(os.nice(0)))"


def test_giving_way_lowers_the_priority_of_this_process_only() -> None:
    done = subprocess.run([sys.executable, "-c", GIVE_WAY], capture_output=True, check=True)
    assert json.loads(done.stdout) > 0


def test_giving_way_twice_is_no_more() -> None:
    done = subprocess.run([sys.executable, "-c", GIVE_WAY.replace("print", "give_way(); print")], capture_output=True)
    assert json.loads(done.stdout) == json.loads(
        subprocess.run([sys.executable, "-c", GIVE_WAY], capture_output=True, check=True).stdout
    )
