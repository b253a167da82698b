"""Text to vectors."""

from pathlib import Path

from matcher.embedding.protocol import Encoder
from matcher.embedding.static import is_static_folder, load_static
from matcher.errors import ModelError

EMBEDDED = "embedded"


def load_encoder(model: str, shipped: Path) -> Encoder:
    """The encoder for a setting: `embedded`, a folder, or a hub id. Raises ModelError."""
    folder = shipped if model == EMBEDDED else Path(model).expanduser()
    if is_static_folder(folder) or model == EMBEDDED:
        return load_static(folder)
    if model.startswith((".", "~")) or folder.is_absolute():
        if not folder.is_dir():
            raise ModelError(f"QIANXIAN_MODEL 指的文件夹 {folder} 不存在,请改正,或改回 {EMBEDDED}。")
        model = str(folder)
    from matcher.embedding.transformer import load_transformer  # imports torch: only when asked for

    return load_transformer(model)
