"""Counts in words."""


def counted(count: int, one: str, many: str = "") -> str:
    """Return a number with its noun: "1 article", "1,000 articles"; `many` is for odd plurals."""
    return f"1 {one}" if count == 1 else f"{count:,} {many or one + 's'}"
