"""The manual's pages: the small part of Markdown that they are written in, as rich text in the theme's colours."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from fupin_desk import paths
from fupin_desk.model.rule import Pack
from fupin_desk.ui.theme.style import BODY_PX, Tokens

_ITEM = re.compile(r"(?:[-*]|(\d+)\.) (.*)")
_RULE = re.compile(r"\|[-| :]+\|")


@dataclass(frozen=True, slots=True)
class Chapter:
    """One page of the manual: its file stem, its title, its text."""

    name: str
    title: str
    text: str


def chapters() -> list[Chapter]:
    """Return the chapters in the order of their file names."""
    found = []
    for path in sorted(paths.resources("help").glob("*.md")):
        text = path.read_text(encoding="utf-8")
        title = next((one[2:] for one in text.splitlines() if one.startswith("# ")), path.stem)
        found.append(Chapter(path.stem, title.strip(), text))
    return found


def rich(text: str, tokens: Tokens) -> str:
    """Return a chapter as the HTML that Qt's text browser shows."""
    css = (
        f"body {{ color: {tokens.text}; font-size: {BODY_PX + 1}px; line-height: 150%; }}"
        f"h1 {{ font-size: 22px; margin: 4px 0 10px 0; }} h2 {{ font-size: 17px; margin: 20px 0 6px 0; }}"
        f"h3 {{ font-size: 15px; margin: 14px 0 4px 0; }} p {{ margin: 6px 0; }} li {{ margin: 4px 0; }}"
        f"td, th {{ padding: 5px 12px 5px 0; border-bottom: 1px solid {tokens.line}; text-align: left; }}"
        f"th {{ color: {tokens.muted}; }} code {{ color: {tokens.accent_ink}; }} a {{ color: {tokens.accent_ink}; }}"
    )
    return f"<html><head><style>{css}</style></head><body>{''.join(_blocks(text))}</body></html>"


def _blocks(text: str) -> Iterator[str]:
    for block in re.split(r"\n\s*\n", text.strip()):
        lines = block.splitlines()
        while lines and lines[0].startswith("#"):
            level = len(lines[0]) - len(lines[0].lstrip("#"))
            yield f"<h{level}>{_inline(lines.pop(0)[level:].strip())}</h{level}>"
        if not lines:
            continue
        if lines[0].startswith("|"):
            yield _table(lines)
        elif _ITEM.fullmatch(lines[0]):
            yield _list(lines)
        else:
            yield f"<p>{_inline(''.join(lines))}</p>"


def _list(lines: list[str]) -> str:
    items: list[str] = []
    for line in lines:
        found = _ITEM.fullmatch(line)
        if found:
            items.append(found[2])
        elif items:
            items[-1] += line.strip()
    first = _ITEM.fullmatch(lines[0])
    kind = "ol" if first and first[1] else "ul"
    return f"<{kind}>{''.join(f'<li>{_inline(one)}</li>' for one in items)}</{kind}>"


def _table(lines: list[str]) -> str:
    rows = [
        [one.strip() for one in line.strip().strip("|").split("|")]
        for line in lines
        if not _RULE.fullmatch(line)
    ]
    cells = ["th", *["td"] * (len(rows) - 1)]
    body = "".join(
        f"<tr>{''.join(f'<{tag}>{_inline(one)}</{tag}>' for one in row)}</tr>"
        for tag, row in zip(cells, rows, strict=True)
    )
    return f'<table cellspacing="0" width="100%">{body}</table>'


def _inline(text: str) -> str:
    safe = html.escape(text, quote=False)
    safe = re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", safe)
    return re.sub(r"`(.+?)`", r"<code>\1</code>", safe)


def policy(pack: Pack) -> str:
    """Return the rules of a policy pack as a chapter: demand, clause, reading, who leads."""
    parts = [f"# 政策条款和口径\n\n{pack.title}（{pack.document}），规则版本 {pack.version}。"]
    for rule in pack.rules:
        who = "、".join(
            (f"牵头 {rule.lead}", *((f"配合 {'、'.join(rule.cooperating)}",) if rule.cooperating else ()))
        )
        until = f"截止 {rule.deadline}。" if rule.deadline else ""
        parts.append(
            f"## {rule.short}（{rule.id}）\n\n**{rule.title}**\n\n条款：{rule.clause}。{until}{who}。\n\n口径：{rule.reading}"
        )
    return "\n\n".join(parts)
