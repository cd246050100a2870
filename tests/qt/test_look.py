"""Colours, typefaces and icons."""

import re

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPalette, QRawFont
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QSizePolicy
from pytestqt.qtbot import QtBot

from fupin_desk import paths
from fupin_desk.ui.theme import fonts, icons, style
from fupin_desk.ui.widgets import card, chip


@pytest.mark.parametrize("theme", style.THEMES)
@pytest.mark.parametrize("pair", style.PAIRS)
def test_every_text_can_be_read_on_its_ground(theme: str, pair: tuple[str, str]) -> None:
    tokens = style.THEMES[theme]
    assert style.contrast(getattr(tokens, pair[0]), getattr(tokens, pair[1])) >= 4.5


def test_the_contrast_formula_knows_its_ends() -> None:
    assert style.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert style.contrast("#667684", "#f4f6f8") < 4.5


@pytest.mark.parametrize("theme", style.THEMES)
def test_the_palette_leaves_no_role_grey(theme: str) -> None:
    palette = style.palette(style.THEMES[theme])
    values = set(vars_of(style.THEMES[theme]))
    for role in (
        QPalette.ColorRole.Window,
        QPalette.ColorRole.Base,
        QPalette.ColorRole.Button,
        QPalette.ColorRole.Text,
    ):
        assert palette.color(role).name() in values


def vars_of(tokens: style.Tokens) -> list[str]:
    return [getattr(tokens, name) for name in tokens.__slots__]


def test_the_sheet_uses_only_tokens() -> None:
    text = paths.resources("style", "sheet.qss").read_text(encoding="utf-8")
    assert not re.findall(r"#[0-9a-fA-F]{6}", text)
    assert "$" not in style.sheet(style.THEMES["dark"])


@pytest.mark.parametrize("sign", ["扶", "剅", "户"])
def test_the_bundled_face_draws_what_villages_are_called(sign: str) -> None:
    font = QFont(fonts.bundled())
    assert QRawFont.fromFont(font).supportsCharacter(ord(sign))
    image = QImage(60, 60, QImage.Format.Format_RGB32)
    image.fill(QColor("#ffffff"))
    with QPainter(image) as painter:
        font.setPixelSize(40)
        painter.setFont(font)
        painter.drawText(8, 46, sign)
    dark = sum(QColor(image.pixel(x, y)).lightness() < 128 for x in range(60) for y in range(60))
    assert dark > 100


def test_every_icon_is_drawn_in_the_colour_that_is_asked(qapp: QApplication) -> None:
    for path in sorted(paths.resources("icons").glob("*.svg")):
        picture = icons.pixmap(path.stem, "#ac1c1c", 48).toImage()
        solid = [
            picture.pixelColor(x, y)
            for x in range(48)
            for y in range(48)
            if picture.pixelColor(x, y).alpha() > 250
        ]
        assert solid, path.stem
        for one in solid:
            assert abs(one.red() - 0xAC) + abs(one.green() - 0x1C) + abs(one.blue() - 0x1C) < 6, path.stem


def test_a_chip_says_its_word_and_grows_with_it(qapp: QApplication) -> None:
    one = chip.Chip("已验收")
    short = one.sizeHint().width()
    one.say("脱贫（不再享受政策）")
    assert one.text == "脱贫（不再享受政策）"
    assert one.sizeHint().width() > short


def test_the_dialogs_of_qt_speak_chinese(qapp: QApplication) -> None:
    dialog = QFileDialog()
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    said = [one.text() for one in dialog.findChildren(QLabel) if one.text()]
    assert said
    assert all("\u4e00" <= one[0] <= "\u9fff" for one in said)


def test_a_long_text_in_the_status_line_is_cut_and_asks_for_no_room(qtbot: QtBot) -> None:
    said = card.Cut("", "small")
    qtbot.addWidget(said)
    said.resize(120, 20)
    text = "已写好：" + "、".join(f"江陵县{at}号表.pdf" for at in range(40))
    said.say(text)
    assert said.minimumSizeHint().width() < 5000
    assert said.sizePolicy().horizontalPolicy() == QSizePolicy.Policy.Ignored
    assert said.shown().endswith("…")
    assert said.toolTip() == text


def test_words_that_nobody_translates_stay(qapp: QApplication) -> None:
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "取消"
    assert QCoreApplication.translate("Nobody", "Bar baz") == "Bar baz"
