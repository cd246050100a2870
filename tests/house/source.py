"""The source of the program as the house tests read it: files, parts, imports, functions."""

import ast
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "fupin_desk"


@dataclass(frozen=True, slots=True)
class Import:
    """One imported module, wherever in a file it stands; `late` inside a function, `typing` for annotations only."""

    name: str
    line: int
    late: bool
    typing: bool


@dataclass(frozen=True, slots=True)
class Module:
    """One Python file of the program. `part` is its folder below the package, or its own name at the top."""

    path: Path

    @property
    def name(self) -> str:
        """The file as a person names it: src/fupin_desk/store/journal/journal.py."""
        return self.path.relative_to(ROOT).as_posix()

    @property
    def dotted(self) -> str:
        """The module's import name."""
        steps = self.path.relative_to(PACKAGE.parent).with_suffix("").parts
        return ".".join(steps[:-1] if steps[-1] == "__init__" else steps)

    @property
    def part(self) -> str:
        """The part of the house that the module belongs to."""
        first = self.path.relative_to(PACKAGE).parts[0]
        return first.removesuffix(".py")

    @property
    def tree(self) -> ast.Module:
        """The parsed file."""
        return parsed(self.path)

    def imports(self) -> Iterator[Import]:
        """Yield every import of the file, also those inside functions."""
        yield from _imports(self.tree, late=False, typing=False)


@cache
def parsed(path: Path) -> ast.Module:
    """Return the syntax tree of a file."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


@cache
def tracked() -> tuple[Path, ...]:
    """Return the files of the repository: those that git knows, or all of a checkout without git."""
    git = shutil.which("git") if (ROOT / ".git").exists() else None
    if git:
        listed = subprocess.run([git, "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True)
        files = [ROOT / name for name in listed.stdout.split("\0") if name]
    else:
        files = [path for path in ROOT.rglob("*") if not _is_made(path)]
    return tuple(sorted(path for path in files if path.is_file()))


def _is_made(path: Path) -> bool:
    """Tell what the program or its tools made from what people wrote."""
    return any(
        (step.startswith(".") and step != ".ci") or step in {"__pycache__", "try-out", "build", "dist"}
        for step in path.relative_to(ROOT).parts
    )


def modules() -> list[Module]:
    """Return every module of the program."""
    return [Module(path) for path in sorted(PACKAGE.rglob("*.py"))]


def python_files() -> list[Path]:
    """Return every Python file of the program, its tests and its packaging."""
    return [
        path for folder in ("src", "tests", "packaging") for path in sorted((ROOT / folder).rglob("*.py"))
    ]


def texts_in(path: Path) -> Iterator[ast.Constant]:
    """Yield the string constants of a file that are no docstrings."""
    tree = parsed(path)
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef))
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node


def _imports(node: ast.AST, *, late: bool, typing: bool) -> Iterator[Import]:
    for child in ast.iter_child_nodes(node):
        inside = late or isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda))
        annotating = typing or (
            isinstance(child, ast.If) and ast.unparse(child.test).endswith("TYPE_CHECKING")
        )
        if isinstance(child, ast.Import):
            for alias in child.names:
                yield Import(alias.name, child.lineno, late, typing)
        elif isinstance(child, ast.ImportFrom):
            yield from _from(child, late=late, typing=typing)
        yield from _imports(child, late=inside, typing=annotating)


def _from(node: ast.ImportFrom, *, late: bool, typing: bool) -> Iterator[Import]:
    """Yield `from a import b` as a.b where that is a module of ours, else as a."""
    base = "." * node.level + (node.module or "")
    for alias in node.names:
        deeper = f"{base}.{alias.name}"
        path = PACKAGE.parent.joinpath(*deeper.split("."))
        ours = base.startswith("fupin_desk") and (path.with_suffix(".py").is_file() or path.is_dir())
        yield Import(deeper if ours else base, node.lineno, late, typing)
