"""Every đồng that a province takes for its procedures: double-entry ledger, online payment, reconciliation, receipts."""
