"""Prompts for case-management systems: what to do for which victim, by when, and what completes it."""

from __future__ import annotations
