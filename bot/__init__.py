"""The side of Qianxian that talks to people."""
