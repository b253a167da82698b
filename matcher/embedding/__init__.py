"""Text to vectors."""

from pathlib import Path

from matcher.embedding.protocol import Encoder
from matcher.embedding.static import is_static_folder, load_static

EMBEDDED = "embedded"


def load_encoder(model: str, shipped: Path) -> Encoder:
    """The encoder for a setting: `embedded`, a folder, or a hub id. Raises ModelError."""
    folder = shipped if model == EMBEDDED else Path(model)
    if is_static_folder(folder) or model == EMBEDDED:
        return load_static(folder)
    from matcher.embedding.transformer import load_transformer  # imports torch: only when asked for

    return load_transformer(model)
