"""Every transcript plays alike on every channel."""

from pathlib import Path

import pytest

from tests.dialogue.channels import EngineChannel, TerminalChannel, WebChannel
from tests.dialogue.script import Channel, play, transcripts

CHANNELS = {"engine": EngineChannel, "terminal": TerminalChannel, "web": WebChannel}


@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize("transcript", transcripts(), ids=lambda path: path.stem)
@pytest.mark.asyncio
async def test_transcript(transcript: Path, channel: str) -> None:
    talking: Channel = CHANNELS[channel]()
    await play(transcript, talking)
