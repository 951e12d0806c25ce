"""Receipts: an answer kept so that it can be made again, and what moved where it does not come out the same."""

from __future__ import annotations

from victims_code.receipts.moving import Axis, Moved
from victims_code.receipts.receipts import RECEIPT_SCHEMA, Receipt, make_receipt, read_receipt
from victims_code.receipts.verifying import Verification, verify

__all__ = [
    "RECEIPT_SCHEMA", "Axis", "Moved", "Receipt", "Verification", "make_receipt", "read_receipt", "verify",
]  # fmt: skip
