"""Characters of symbol fonts, which have no meaning outside their font, as Unicode."""

from __future__ import annotations

_PRIVATE = 0xF000  # Word adds this to the code of a symbol font's character (17.3.3.30)
_CODES = 0x100
_SYMBOL = {0x2D: "−", 0xB4: "×", 0xB7: "•", 0xB8: "÷", 0xB3: "≥", 0xA3: "≤", 0xB1: "±", 0xB0: "°"}
_WINGDINGS = {
    0x6C: "●", 0x6D: "○", 0x6E: "■", 0x6F: "□", 0x71: "□", 0x72: "□", 0x74: "◆", 0x75: "◆",
    0x76: "❖", 0x77: "◆", 0x9F: "•", 0xA1: "○", 0xA7: "▪", 0xA8: "□", 0xAB: "★", 0xB2: "☆",
    0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xF0: "⇒", 0xFB: "×", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
} | {0x81 + i: c for i, c in enumerate("①②③④⑤⑥⑦⑧⑨⑩")}  # fmt: skip
_WINGDINGS_2 = {0x4F: "×", 0x50: "✓", 0x52: "☑", 0x54: "☒", 0x97: "●", 0xA3: "□"} | {
    0x6A + i: c for i, c in enumerate("①②③④⑤⑥⑦⑧⑨⑩")
}
_FONTS = {"symbol": _SYMBOL, "wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2}


def symbol_text(character: str, font: str) -> str:
    """What a character of a font shows; the character itself where that is not known."""
    code = ord(character)
    if _PRIVATE <= code < _PRIVATE + _CODES:
        code -= _PRIVATE
    return _FONTS.get(font.strip().lower(), {}).get(code, character)
