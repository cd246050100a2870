"""The one table of colours, and the palette and style sheet made from it."""

from dataclasses import asdict, dataclass
from string import Template

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from fupin_desk import paths

_PROPERTY = "fupin_theme"
BODY_PX, TITLE_PX, FIGURE_PX, SMALL_PX = 14, 20, 26, 12
ROW_PX, DENSE_ROW_PX = 34, 28


@dataclass(frozen=True, slots=True)
class Tokens:
    """Colours by what they are for. `*_ink` is text, `*_soft` the ground under it."""

    window: str
    panel: str
    panel_alt: str
    field: str
    line: str
    line_strong: str
    text: str
    muted: str
    accent: str
    on_accent: str
    accent_ink: str
    accent_soft: str
    rail: str
    rail_text: str
    rail_on: str
    rail_on_text: str
    good_ink: str
    good_soft: str
    warn_ink: str
    warn_soft: str
    bad_ink: str
    bad_soft: str
    track: str
    mark: str


THEMES = {
    "light": Tokens(
        window="#f3f5f8", panel="#ffffff", panel_alt="#f7f9fb", field="#ffffff", line="#dde3e9",
        line_strong="#b4bfca", text="#1a2633", muted="#54626f", accent="#1c5fb3", on_accent="#ffffff",
        accent_ink="#174f98", accent_soft="#e2ecf8", rail="#10283f", rail_text="#c8d5e2", rail_on="#1c5fb3",
        rail_on_text="#ffffff", good_ink="#17693a", good_soft="#e1f3e8", warn_ink="#864900",
        warn_soft="#fcefd8", bad_ink="#ac1c1c", bad_soft="#fce8e8", track="#e1e6ec", mark="#1a2633",
    ),
    "dark": Tokens(
        window="#16191d", panel="#1f2328", panel_alt="#252a31", field="#191d22", line="#353c45",
        line_strong="#57626f", text="#e6e9ed", muted="#a6b0bb", accent="#2a68b8", on_accent="#ffffff",
        accent_ink="#8fbef8", accent_soft="#20364f", rail="#101317", rail_text="#b5c0cb", rail_on="#24507f",
        rail_on_text="#ffffff", good_ink="#6fd39b", good_soft="#173526", warn_ink="#ecb35c",
        warn_soft="#3a2c13", bad_ink="#f69a94", bad_soft="#412022", track="#353c45", mark="#e6e9ed",
    ),
    "contrast": Tokens(
        window="#ffffff", panel="#ffffff", panel_alt="#f2f2f2", field="#ffffff", line="#000000",
        line_strong="#000000", text="#000000", muted="#303030", accent="#00308f", on_accent="#ffffff",
        accent_ink="#00308f", accent_soft="#dbe6ff", rail="#000000", rail_text="#ffffff", rail_on="#00308f",
        rail_on_text="#ffffff", good_ink="#004d1f", good_soft="#ffffff", warn_ink="#663600",
        warn_soft="#ffffff", bad_ink="#8b0000", bad_soft="#ffffff", track="#d0d0d0", mark="#000000",
    ),
}  # fmt: skip

# Every pair of text and ground that the screens use; a test asks at least 4.5:1 of each in every theme.
PAIRS = (
    *(("text", ground) for ground in ("window", "panel", "panel_alt", "field", "accent_soft")),
    *(("muted", ground) for ground in ("window", "panel", "panel_alt", "field")),
    *(("accent_ink", ground) for ground in ("window", "panel", "panel_alt", "accent_soft")),
    ("on_accent", "accent"), ("rail_text", "rail"), ("rail_on_text", "rail_on"),
    *((f"{tone}_ink", ground) for tone in ("good", "warn", "bad") for ground in ("panel", f"{tone}_soft")),
    *((f"{tone}_ink", "window") for tone in ("good", "warn", "bad")),
)  # fmt: skip


def worn() -> str:
    """Return the name of the theme that the application wears now."""
    application = QApplication.instance()
    return str((application and application.property(_PROPERTY)) or "light")


def tokens() -> Tokens:
    """Return the colours of the theme that the application wears now."""
    return THEMES[worn()]


def colour(token: str) -> QColor:
    """Return one colour of the theme that the application wears now."""
    return QColor(getattr(tokens(), token))


def palette(chosen: Tokens) -> QPalette:
    """Return a full palette, so that no widget falls back to grey."""
    role, group = QPalette.ColorRole, QPalette.ColorGroup
    pairs = {
        role.Window: chosen.window, role.WindowText: chosen.text, role.Base: chosen.field,
        role.AlternateBase: chosen.panel_alt, role.Text: chosen.text, role.Button: chosen.panel,
        role.ButtonText: chosen.text, role.BrightText: chosen.bad_ink, role.Highlight: chosen.accent,
        role.HighlightedText: chosen.on_accent, role.Link: chosen.accent_ink,
        role.LinkVisited: chosen.accent_ink,
        role.ToolTipBase: chosen.panel, role.ToolTipText: chosen.text, role.PlaceholderText: chosen.muted,
        role.Light: chosen.panel, role.Midlight: chosen.panel_alt, role.Mid: chosen.line_strong,
        role.Dark: chosen.line_strong, role.Shadow: chosen.line, role.Accent: chosen.accent,
    }  # fmt: skip
    made = QPalette()
    for one, value in pairs.items():
        made.setColor(one, QColor(value))
    for one in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(group.Disabled, one, QColor(chosen.muted))
    return made


def sheet(chosen: Tokens, arrow: str = "", tick: str = "", up: str = "") -> str:
    """Return the style sheet of a theme; `arrow`, `tick`, `up` are pictures of combos, check boxes and sorted headings."""
    sizes = {"body": BODY_PX, "title": TITLE_PX, "figure": FIGURE_PX, "small": SMALL_PX}
    pictures = {"arrow": arrow, "tick": tick, "up": up}
    text = paths.resources("style", "sheet.qss").read_text(encoding="utf-8")
    return Template(text).substitute(asdict(chosen), **sizes, **pictures)


def apply(application: QApplication, theme: str, arrow: str = "", tick: str = "", up: str = "") -> None:
    """Dress the application in a theme: `light`, `dark` or `contrast`."""
    application.setProperty(_PROPERTY, theme)
    application.setStyle("Fusion")
    application.setPalette(palette(THEMES[theme]))
    application.setStyleSheet(sheet(THEMES[theme], arrow, tick, up))


def contrast(ink: str, ground: str) -> float:
    """Return the contrast ratio of two colours.

    Source:
        WCAG 2.1, relative luminance; 4.5 is the least for body text.
    """
    light, dark = sorted((_luminance(ink), _luminance(ground)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(value: str) -> float:
    parts = (int(value[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (one / 12.92 if one <= 0.03928 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
