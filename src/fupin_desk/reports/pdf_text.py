"""The text of a finished PDF, read back from its pages, marks and metadata without any other program."""

import base64
import re
import zlib
from collections.abc import Iterator

_OBJECT = re.compile(rb"(\d+)\s+\d+\s+obj\b(.*?)\bendobj", re.DOTALL)
_STREAM = re.compile(rb"(.*?)stream\r?\n(.*)endstream", re.DOTALL)
_FONT_NAME = re.compile(rb"/Name\s*/(\S+)")
_TO_UNICODE = re.compile(rb"/ToUnicode\s+(\d+)\s+\d+\s+R")
_PAIR = re.compile(rb"<([0-9A-Fa-f]{2})>\s*<((?:[0-9A-Fa-f]{4})+)>")
_SHOWN = re.compile(
    rb"/(?P<font>\S+)\s+[\d.]+\s+Tf|<(?P<hex>[0-9A-Fa-f\s]*)>\s*Tj|"
    rb"(?P<literal>\((?:\\.|[^\\()])*\))\s*(?:Tj|')|(?P<move>\bTm\b|\bTd\b|\bTD\b|T\*|\bBT\b)"
)
_LITERAL = re.compile(rb"\((?:\\.|[^\\()])*\)", re.DOTALL)
_ESCAPED = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
_PLAIN = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def lines(data: bytes) -> Iterator[tuple[str, str]]:
    """Give every piece of text with the place where it stands.

    A piece is what is drawn without moving the pen, so that a number drawn in several fonts is one piece.
    """
    objects = {int(found[1]): found[2] for found in _OBJECT.finditer(data)}
    streams = {number: _decoded(body) for number, body in objects.items() if b"stream" in body}
    fonts = _fonts(objects, streams)
    page = 0
    for number, content in streams.items():
        if b" Tf" in content:
            is_page = b"/Form" not in objects[number].partition(b"stream")[0]
            page += is_page
            place = f"第 {page} 页" if is_page else "页眉页脚"
            yield from ((place, text) for text in _shown(content, fonts))
        elif b"beginbfchar" not in content and b"\0" not in content[:64]:
            yield "嵌入内容", content.decode("utf-8", "replace")
    for body in objects.values():
        head = body.partition(b"stream")[0]
        yield from (("文件属性", _string(literal)) for literal in _LITERAL.findall(head))


def _decoded(body: bytes) -> bytes:
    """Return the content of a stream; one in a filter that we do not know is given as it is."""
    found = _STREAM.search(body)
    if found is None:
        return b""
    head, content = found[1], found[2].rstrip(b"\r\n")
    try:
        if b"/ASCII85Decode" in head:
            content = base64.a85decode(content.strip().removesuffix(b"~>"))
        if b"/FlateDecode" in head:
            content = zlib.decompressobj().decompress(content)
    except (ValueError, zlib.error):
        return content
    return content


def _fonts(objects: dict[int, bytes], streams: dict[int, bytes]) -> dict[bytes, dict[int, str]]:
    """Return the character map of each font by its name on the page."""
    fonts = {}
    for body in objects.values():
        name, map_at = _FONT_NAME.search(body), _TO_UNICODE.search(body)
        if name and map_at:
            pairs = _PAIR.findall(streams.get(int(map_at[1]), b""))
            fonts[name[1]] = {
                int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be", "replace")
                for code, text in pairs
            }
    return fonts


def _shown(content: bytes, fonts: dict[bytes, dict[int, str]]) -> Iterator[str]:
    text: list[str] = []
    font: dict[int, str] = {}
    for found in _SHOWN.finditer(content):
        if found["font"] is not None:
            font = fonts.get(found["font"], {})
        elif found["move"] is not None:
            if text:
                yield "".join(text)
            text = []
        else:
            codes = (
                bytes.fromhex(found["hex"].decode()) if found["hex"] is not None else _raw(found["literal"])
            )
            text += [font.get(code, chr(code)) for code in codes]
    if text:
        yield "".join(text)


def _raw(literal: bytes) -> bytes:
    def plain(found: re.Match[bytes]) -> bytes:
        mark = found[1]
        return bytes([int(mark, 8) & 255]) if mark[:1].isdigit() else _PLAIN.get(mark, mark)

    return _ESCAPED.sub(plain, literal[1:-1])


def _string(literal: bytes) -> str:
    raw = _raw(literal)
    return raw[2:].decode("utf-16-be", "replace") if raw[:2] == b"\xfe\xff" else raw.decode("latin-1")
