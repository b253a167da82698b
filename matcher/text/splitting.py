"""Several needs in one message, told apart by the words that owners count them with."""


def split_needs(text: str) -> tuple[str, ...]:
    """The needs that one message holds, each with what was said for all of them; (text,) when it holds one."""
    return (text,)
