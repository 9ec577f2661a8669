"""What the system must give: pip for a new environment, and the libraries WeasyPrint loads.

On Debian and Ubuntu, root gets what is missing installed; everybody else is told the one
line to run. Nothing else on the system is touched.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import importlib.util
import os
import platform
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from setup.messages import Stop, say


@dataclass(frozen=True)
class Library:
    """A shared library: its name for people, for the loader, and its package on Debian."""

    name: str
    stem: str
    soname: str
    package: str


# The libraries WeasyPrint 70 loads by name. GLib's package was renamed between releases, but
# Pango's brings it along.
LIBRARIES = (
    Library("GLib", "gobject-2.0", "libgobject-2.0.so.0", "libpango-1.0-0"),
    Library("Pango", "pango-1.0", "libpango-1.0.so.0", "libpango-1.0-0"),
    Library("Pango FT2", "pangoft2-1.0", "libpangoft2-1.0.so.0", "libpangoft2-1.0-0"),
    Library("HarfBuzz", "harfbuzz", "libharfbuzz.so.0", "libharfbuzz0b"),
    Library("HarfBuzz subset", "harfbuzz-subset", "libharfbuzz-subset.so.0", "libharfbuzz-subset0"),
    Library("Fontconfig", "fontconfig", "libfontconfig.so.1", "libfontconfig1"),
)

# What Debian and others call Chromium.
BROWSERS = ("chromium", "chromium-browser", "google-chrome")

# What the tests have our files judged by: Debian's package, and the names the program goes by.
# Java runs EPUBCheck, faketime sets the clock for one program.
JUDGES = {
    "chromium": BROWSERS,
    "default-jre-headless": ("java",),
    "faketime": ("faketime",),
    "poppler-utils": ("pdftotext",),
    "qpdf": ("qpdf",),
}

# Where there is no apt-get: the command that brings the libraries, by ID of /etc/os-release.
ELSEWHERE = {
    "fedora": "sudo dnf install pango harfbuzz",
    "rhel": "sudo dnf install pango harfbuzz",
    "suse": "sudo zypper install libpango-1_0-0 libharfbuzz0 libharfbuzz-subset0",
    "arch": "sudo pacman -S pango",
}


def loads(library: Library) -> bool:
    """Whether the loader finds the library, under Linux's name or whatever this system's is."""
    for name in (library.soname, None):
        found = name or (
            None if sys.platform == "linux" else ctypes.util.find_library(library.stem)
        )
        try:
            if found:
                ctypes.CDLL(found)
                return True
        except OSError:
            continue
    return False


def missing_packages(*, new_environment: bool) -> dict[str, str]:
    """What isn't there, by the name of its Debian package: ``{package: name for people}``."""
    lacking = {lib.package: lib.name for lib in LIBRARIES if not loads(lib)}
    if new_environment and importlib.util.find_spec("ensurepip") is None:
        lacking[f"python3.{sys.version_info.minor}-venv"] = "Python's venv"
    return lacking


def ensure(*, new_environment: bool) -> None:
    """Make sure of everything, or stop with the line to run."""
    lacking = missing_packages(new_environment=new_environment)
    if not lacking:
        return
    names = ", ".join(lacking.values())
    if not _is_debian():
        raise Stop(f"{names}: not found", "this system", _remedy_elsewhere())
    if os.geteuid() == 0:
        say(f"set-up: installing {' '.join(lacking)}")
        _apt_install(list(lacking))
        importlib.invalidate_caches()
        lacking = missing_packages(new_environment=new_environment)
    if lacking:
        remedy = f"sudo apt-get install {' '.join(lacking)}"
        raise Stop(f"{', '.join(lacking.values())}: not found", "this system", remedy)


def offer_programs() -> None:
    """For the tests: the programs that judge our files, where root on Debian can have them. Without
    one its tests are skipped and say so.
    """
    lacking = [
        package
        for package, names in JUDGES.items()
        if not any(shutil.which(name) for name in names)
    ]
    if not lacking or not _is_debian() or os.geteuid() != 0:
        return
    say(f"set-up: installing {' '.join(lacking)}")
    _apt_install(lacking)


def _apt_install(packages: list[str]) -> None:
    """Install what is missing; lists that are empty or out of date are fetched first."""
    install = ["install", "-y", "-q", "--no-install-recommends", *packages]
    if _apt(install):
        _apt(["update", "-q"])
        fault = _apt(install)
        if fault:
            say(f"set-up: apt-get · {fault}")


def _apt(arguments: list[str]) -> str:
    """Run apt-get without questions; "" when it went well, else its last complaint."""
    done = subprocess.run(
        ["apt-get", "-o", "DPkg::Lock::Timeout=300", *arguments],
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C.UTF-8"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode == 0:
        return ""
    faults = [line for line in done.stdout.splitlines() if line.startswith("E:")]
    return faults[-1] if faults else f"exit {done.returncode}"


def _is_debian() -> bool:
    return shutil.which("apt-get") is not None and bool({"debian", "ubuntu"} & _system_ids())


def _system_ids() -> set[str]:
    """The names /etc/os-release gives this system and its relatives."""
    try:
        lines = Path("/etc/os-release").read_text("utf-8").splitlines()
    except OSError:
        return set()
    pairs = [line.partition("=")[::2] for line in lines]
    return {
        word
        for key, value in pairs
        if key in {"ID", "ID_LIKE"}
        for word in value.strip('"').split()
    }


def _remedy_elsewhere() -> str:
    if platform.system() == "Darwin":
        return (
            "brew install pango (it is there? export "
            "DYLD_FALLBACK_LIBRARY_PATH=$(brew --prefix)/lib)"
        )
    for name, command in ELSEWHERE.items():
        if name in _system_ids():
            return command
    return "install Pango and HarfBuzz (with its subset library), and Python's venv"
