"""How official documents number and date: 一、（一）1. (GB/T 9704-2012, 7.3.3) and 2025年1月3日."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

_DIGITS = "零一二三四五六七八九"


def numeral(number: int) -> str:
    """A number from 1 to 99 in Chinese: 一, 十, 十二, 二十."""
    tens, ones = divmod(number, 10)
    ten = "十" if tens == 1 else f"{_DIGITS[tens]}十" if tens else ""
    return f"{ten}{_DIGITS[ones] if ones else ''}"


def day_text(day: date) -> str:
    """A day as letters write it, without leading zeros (7.3.5.4): 2025年1月3日."""
    return f"{day.year}年{day.month}月{day.day}日"
