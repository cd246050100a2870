"""Amounts: fen as yuan, ten thousand yuan and capital numerals; exact shares shown without flattery."""

from fractions import Fraction

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿", "万亿")


def scaled(number: int, decimals: int) -> str:
    """Return a stored integer as a decimal number with thousands separators.

    Args:
        number: The stored integer, scaled by ten to the power of `decimals`.
        decimals: How many digits stand behind the point.
    """
    sign = "-" if number < 0 else ""
    whole, rest = divmod(abs(number), 10**decimals)
    return f"{sign}{whole:,}.{rest:0{decimals}d}" if decimals else f"{sign}{whole:,}"


def rounded(ratio: Fraction, decimals: int) -> str:
    """Return an exact ratio with this many decimals, rounded half up (away from zero)."""
    sign = "-" if ratio < 0 else ""
    # In integers, which are a good deal quicker than fractions: floor(n / d + 1/2) is (2n + d) // 2d.
    number = (2 * abs(ratio.numerator) * 10**decimals + ratio.denominator) // (2 * ratio.denominator)
    return sign + scaled(number, decimals).replace(",", "")


def percent(part: int, whole: int, *, target: Fraction | None = None, decimals: int = 2) -> str:
    """Return a share as percent; a share below its target never prints as the target itself.

    Args:
        part: Numerator, in units, fen or mu.
        whole: Denominator in the same measure; 0 gives a dash.
        target: The exact target of the rule, if there is one.
        decimals: Decimals to show before more are needed.

    Source:
        domain.md 4.5: 59.996 % of 60 % is not met and must not print as a plain 60.00 %.
    """
    if not whole:
        return "—"
    shown = rounded(Fraction(part * 100, whole), decimals)
    if target is not None and Fraction(part, whole) < target:
        while decimals < 12 and Fraction(shown) >= target * 100:
            decimals += 1
            shown = rounded(Fraction(part * 100, whole), decimals)
    return f"{shown}%"


def yuan(fen: int) -> str:
    """Return an amount in yuan, and from ten thousand on in ten thousand yuan too: 23,456.00 元（2.3456 万元）.

    Source:
        domain.md 4.4 MO-1.
    """
    text = f"{scaled(fen, 2)} 元"
    if abs(fen) < 10_000_00:
        return text
    return f"{text}（{scaled(fen, 6).rstrip('0').rstrip('.')} 万元）"


def times(part: int, whole: int, *, cap: Fraction | None = None, decimals: int = 2) -> str:
    """Return a multiple; one above its cap never prints as the cap itself, and of nothing it is a dash."""
    if not whole:
        return "—"
    multiple = Fraction(part, whole)
    shown = rounded(multiple, decimals)
    while cap is not None and multiple > cap and decimals < 12 and Fraction(shown) <= cap:
        decimals += 1
        shown = rounded(multiple, decimals)
    return f"{shown} 倍"


def _group_text(group: int) -> str:
    text, pending_zero = "", False
    for place in (3, 2, 1, 0):
        digit = group // 10**place % 10
        if digit:
            text += ("零" if pending_zero and text else "") + _DIGITS[digit] + _PLACES[place]
            pending_zero = False
        else:
            pending_zero = True
    return text


def capital(fen: int) -> str:
    """Return an amount in capital numerals as vouchers write it after 人民币.

    Args:
        fen: The amount in fen, 0 or more.

    Raises:
        ValueError: If the amount is negative.

    Source:
        domain.md 7.2 (支付结算办法); its vectors are the unit test.
    """
    if fen < 0:
        raise ValueError(f"no capital form of a negative amount: {fen}")
    if fen == 0:
        return "零元整"
    yuan, cents = divmod(fen, 100)
    text, gap = "", False
    groups = [(yuan // 10000**index % 10000, index) for index in range(3, -1, -1)]
    for group, index in groups:
        if not group:
            gap = gap or bool(text)
            continue
        if text and (gap or group < 1000):
            text += "零"
        text += _group_text(group) + _GROUPS[index]
        gap = False
    text = f"{text}元" if text else ""
    jiao, cent = divmod(cents, 10)
    if jiao:
        text += _DIGITS[jiao] + "角"
    elif cent and text:
        text += "零"
    text += f"{_DIGITS[cent]}分" if cent else "整"
    return text
