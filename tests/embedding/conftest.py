"""No test asks the hub: set before the library is imported, which is when it looks."""

import os

os.environ.setdefault("HF_HUB_OFFLINE", "1")
