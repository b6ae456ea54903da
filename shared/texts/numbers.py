"""Numbers and money in the house style: 1.204 · 84,9 · 3,6% · 1.250.000 ₫, and 1,204 · VND 1,250,000 in English."""

from decimal import Decimal

from babel.numbers import format_currency, format_decimal, format_percent, get_currency_precision

Number = int | float | Decimal


def number(value: Number, language: str, digits: int | None = None) -> str:
    """With that many digits after the comma, or as many as it has."""
    pattern = "#,##0.###" if digits is None else "#,##0." + "0" * digits if digits else "#,##0"
    return str(format_decimal(value, pattern, locale=language)).replace("-", "−")


def percent(share: float, language: str, digits: int = 1) -> str:
    """A share of 1 as a percentage."""
    return str(format_percent(share, "#,##0." + "#" * digits + "%", locale=language)).replace("-", "−")


def money(amount_minor: int, currency: str, language: str) -> str:
    """An amount in the smallest unit of its currency: `1.250.000 ₫`, `12.000 USD`; `VND 1,250,000` in English."""
    digits = get_currency_precision(currency)
    amount = Decimal(amount_minor).scaleb(-digits)
    pattern = "#,##0" if amount == int(amount) else "#,##0." + "0" * digits
    if language == "vi":
        sign = "¤" if currency == "VND" else "¤¤"
        return str(format_currency(amount, currency, f"{pattern}\u00a0{sign}", locale=language, currency_digits=False))
    return str(format_currency(amount, currency, f"¤¤\u00a0{pattern}", locale=language, currency_digits=False))
