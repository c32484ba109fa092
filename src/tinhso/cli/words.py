"""What argparse says, in one Vietnamese line; a command's usage is asked for with --help."""

from __future__ import annotations

import argparse
import re
from typing import NoReturn

# Python's own sentences, and ours. What is in brackets is kept as it was typed.
SENTENCES = (
    (r"the following arguments are required: (.+)", "thiếu {}"),
    (r"one of the arguments (.+) is required", "cần một trong các tham số {}"),
    (r"unrecognized arguments: (.+)", "không có tham số {}"),
    (r"ambiguous option: (\S+) could match (.+)", "“{}” chưa rõ, có thể là {}"),
    (r"argument (.+?): not allowed with argument (.+)", "{} không đi cùng {}"),
    (r"argument (.+?): invalid choice: '?(.*?)'? \(choose from (.+)\)", "{} không nhận “{}”; hãy chọn: {}"),
    (r"argument (.+?): invalid int value: '(.*)'", "{} cần một số nguyên, không phải “{}”"),
    (r"argument (.+?): invalid (?:date|fromisoformat) value: '(.*)'", "{} cần một ngày như 2025-07-01, không phải “{}”"),
    (r"argument (.+?): invalid \S+ value: '(.*)'", "{} không nhận “{}”"),
    (r"argument (.+?): expected (?:one argument|at least one argument|\d+ arguments?)", "{} cần một giá trị"),
    (r"argument (.+?): (.+)", "{}: {}"),
)  # fmt: skip


def vietnamese(message: str) -> str:
    """The sentence for what argparse found wrong; unknown ones stay as they are."""
    for pattern, sentence in SENTENCES:
        if match := re.fullmatch(pattern, message, re.S):
            return sentence.format(*match.groups())
    return message


class Parser(argparse.ArgumentParser):
    """A parser whose refusal is one line; its subcommands are parsers of the same kind."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and where help is; ends with exit code 2."""
        line = " ".join(vietnamese(message).split())
        self.exit(2, f"tinhso: {line}. Cách viết: ./{self.prog} --help\n")
