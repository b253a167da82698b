"""Filled-in need forms (Word, PDF, Excel, text), read into one text per need."""

from matcher.service.forms.child import read_form
from matcher.service.forms.need import FormNeed

__all__ = ["FormNeed", "read_form"]
