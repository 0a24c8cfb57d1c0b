import os
import shutil
import subprocess
from pathlib import Path

import pytest

from cordee.operations import house

PYTHON = """#!/bin/sh
# Stands for a Python of the right age, and for the one of the environment it makes.
case "$*" in
  --version) echo Python 3.13.9 ;;
  "-m venv "*)
    mkdir -p .venv/bin
    cp "$0" .venv/bin/python
    printf '#!/bin/sh\\necho "$@" >>asked\\n' >.venv/bin/uv
    chmod +x .venv/bin/uv ;;
  *purelib*) mkdir -p site && echo site ;;
  *"pip config"*) exit 1 ;;
esac
"""
SHIM = """#!/bin/sh
echo "pyenv: python3: command not found" >&2
exit 127
"""


def script(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    path.chmod(0o755)


@pytest.fixture
def fresh(tmp_path):
    """A copy of what the installation reads, on a machine whose Python hides behind a shim."""
    folder = tmp_path / "a house"
    for name in ("bin", "requirements"):
        shutil.copytree(house.ROOT / name, folder / name)
    script(tmp_path / "pyenv/shims/python3", SHIM)
    for minor in (12, 13, 14):
        script(tmp_path / f"pyenv/shims/python3.{minor}", SHIM)
    script(tmp_path / "pyenv/versions/3.13.9/bin/python3", PYTHON)
    return folder


def setup(folder, **more):
    shims = folder.parent / "pyenv/shims"
    env = {"PATH": f"{shims}:{os.environ['PATH']}", "HOME": str(folder.parent), **more}
    return subprocess.run(
        ["sh", "bin/setup"], cwd=folder, env=env, capture_output=True, text=True, check=False
    )


def test_a_python_behind_a_shim_that_refuses_is_found_and_used_once(fresh):
    first = setup(fresh)
    assert first.returncode == 0, first.stderr
    assert "pyenv/versions/3.13.9/bin/python3" in first.stderr
    assert "--require-hashes" in (fresh / "asked").read_text()
    assert (fresh / "site/cordee.pth").read_text().strip() == str(fresh)
    again = setup(fresh)
    assert (again.returncode, again.stderr) == (0, "")
    assert (fresh / "asked").read_text().count("\n") == 1


def test_a_changed_lock_is_installed_without_making_the_environment_again(fresh):
    setup(fresh)
    with (fresh / "requirements/runtime.txt").open("a") as lock:
        lock.write("# another version\n")
    again = setup(fresh)
    assert again.stderr == "Cordée est installée.\n"
    assert (fresh / "asked").read_text().count("\n") == 2


def test_a_moved_folder_is_set_up_anew(fresh):
    setup(fresh)
    moved = Path(shutil.move(fresh, fresh.parent / "elsewhere"))
    again = setup(moved)
    assert "s’installe" in again.stderr
    assert (moved / "site/cordee.pth").read_text().strip() == str(moved)


def test_a_python_too_old_is_refused_with_what_is_needed(fresh):
    refused = setup(fresh, PYTHON="/bin/false")
    assert refused.returncode == 1
    assert "3.12" in refused.stderr
    assert not (fresh / ".venv").exists()


def test_an_installation_cut_short_says_so_and_is_taken_up(fresh):
    broken = PYTHON.replace("printf '#!/bin/sh", "printf '#!/bin/sh\\nexit 1 ").replace(
        '*"pip config"*)', '*"pip"*)'
    )
    script(fresh.parent / "pyenv/versions/3.13.9/bin/python3", broken)
    cut = setup(fresh)
    assert cut.returncode == 1
    assert "relancez la même commande" in cut.stderr
    script(fresh / ".venv/bin/uv", "#!/bin/sh\n")
    assert setup(fresh).stderr == "Cordée est installée.\n"
