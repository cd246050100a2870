"""The texts of findings: one for each code that validation uses, in words that help."""

import ast
from pathlib import Path

import fupin_desk.validation
from fupin_desk.desk import lending
from tests.unit.judged_pages import CATALOG

_SAYERS = {"error": 1, "warning": 1, "trouble": 0, "doubt": 0, "remark": 0}
_OF_VALUES = {"trouble", "doubt", "remark"}


def _calls() -> list[tuple[str, ast.Call, str]]:
    """Return the calls that make findings: who says it, the call, the code."""
    found = []
    for path in Path(fupin_desk.validation.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _SAYERS:
                code = node.args[_SAYERS[node.func.id]]
                assert isinstance(code, ast.Constant), f"{path.name}:{node.lineno}: a code is written out"
                found.append((node.func.id, node, str(code.value)))
    return found


def test_every_code_has_a_text_and_every_text_is_used() -> None:
    # What one loan does to its bank is said while it is entered: the desk words it, no check of single records.
    assert {code for _, _, code in _calls()} | {lending._OVER_CAP} == set(CATALOG.texts.codes)


def test_the_blanks_of_a_text_are_what_its_check_gives() -> None:
    for sayer, call, code in _calls():
        given = {one.arg for one in call.keywords if one.arg}
        given |= {"label", "value"} if sayer in _OF_VALUES else set()
        spread = any(one.arg is None for one in call.keywords)
        blanks = CATALOG.texts.blanks(code)
        assert given <= blanks if spread else given == blanks, code


def test_no_text_is_a_riddle() -> None:
    for code in CATALOG.texts.codes:
        worded = {one: f"〔{one}〕" for one in CATALOG.texts.blanks(code)}
        assert "输入有误" not in str(worded)
    raw = (Path(__file__).parents[2] / "resources" / "text" / "findings.toml").read_text(encoding="utf-8")
    for riddle in ("输入有误", "非法", "格式错误", "NULL", "字段", "异常", "参数"):
        assert riddle not in raw
