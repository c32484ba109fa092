"""Every library we install is used and has its reason; every library we use is installed on purpose."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
REASONS = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8").lower()
# Named in a setting or a template instead of an import: where it stands.
BY_NAME = {
    "argon2-cffi": ("src/tinhso/conf/settings.py", "Argon2PasswordHasher"),
    "govuk-frontend-jinja": (
        "src/tinhso/screens/templates/screens/macros/forms.html",
        "govuk_frontend_jinja",
    ),
}
# Tools that are started, not imported: where they are started or configured.
TOOLS = {
    "django-stubs": ("pyproject.toml", "[tool.django-stubs]"),
    "import-linter": ("pyproject.toml", "[tool.importlinter]"),
    "mypy": ("tests/guards/test_types.py", "mypy"),
    "pytest-django": ("pyproject.toml", "DJANGO_SETTINGS_MODULE"),
    "pytest-xdist": ("src/tinhso/launcher/testing.py", '"-n"'),
    "ruff": ("pyproject.toml", "[tool.ruff]"),
}


def plain(requirement: str) -> str:
    """The name of a distribution as the index writes it."""
    return re.split(r"[\[<>=!~ ;]", requirement, maxsplit=1)[0].lower().replace("_", "-")


def imported(*folders: str) -> set[str]:
    """First words of all imports below these folders, and names handed to `find_spec`."""
    found: set[str] = set()
    for path in (p for folder in folders for p in (ROOT / folder).rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        found.update(re.findall(r"""find_spec\(["'](\w+)["']""", text))
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Import):
                found.update(alias.name.split(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module.split(".")[0])
    return found


def distributions(modules: set[str]) -> set[str]:
    """The distributions that bring these modules; our own and Python's are left out."""
    known = packages_distributions()
    names = {name for module in modules - sys.stdlib_module_names for name in known.get(module, [])}
    return {plain(name) for name in names} - {"tinhso"}


def declared() -> set[str]:
    return {plain(requirement) for requirement in PROJECT["project"]["dependencies"]}


def for_development() -> set[str]:
    return {plain(requirement) for requirement in PROJECT["dependency-groups"]["dev"]}


def stands(where: tuple[str, str]) -> bool:
    return where[1] in (ROOT / where[0]).read_text(encoding="utf-8")


def test_what_is_installed_is_used() -> None:
    used = distributions(imported("src"))
    assert len(used) >= 20
    assert {name for name in declared() - used if name not in BY_NAME} == set()
    assert [name for name, where in BY_NAME.items() if not stands(where)] == []


def test_what_development_installs_is_used() -> None:
    used = distributions(imported("tests", "bench"))
    assert {name for name in for_development() - used if name not in TOOLS} == set()
    assert [name for name, where in TOOLS.items() if not stands(where)] == []


def test_what_is_used_is_declared() -> None:
    # psycopg's pool comes as its extra.
    assert distributions(imported("src")) - declared() - {"psycopg-pool"} == set()


def test_each_has_its_reason() -> None:
    rows = re.findall(r"^\| ([a-z0-9-]+(?:, [a-z0-9-]+)*)(?: \([^)]*\))? \|", REASONS, re.M)
    named = {name for row in rows for name in row.split(", ")} - {"package"}
    assert named == declared()
