"""Tables as files: CSV, XLSX and JSONL, read row by row under the contract's column names."""
