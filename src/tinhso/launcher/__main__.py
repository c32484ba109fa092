"""`python -m tinhso.launcher COMMAND …`: what the root script hands over to."""

from __future__ import annotations

import os
import sys

from tinhso.launcher.say import Stop, say

HELP = """Tỉnh Số: cả tỉnh số trong một nền tảng.

  ./tinhso run [--port N] [--as-of NGÀY] [--lan]   chạy cả tỉnh trên máy này; Ctrl-C để dừng
  ./tinhso test [tham số của pytest]               chạy mọi kiểm thử, kể cả trong trình duyệt
  ./tinhso demo                                    một vòng mười phút qua bốn vai
  ./tinhso check provinces/vinhphuc                kiểm tra thư mục tỉnh, không cần cơ sở dữ liệu
  ./tinhso bench                                   đo tốc độ của bản này trên máy này, cạnh giới hạn của máy
  ./tinhso backup THƯ_MỤC                          sao lưu cả tỉnh, kể cả khi đang chạy
  ./tinhso restore THƯ_MỤC                         khôi phục vào một bản còn trống, rồi kiểm tra nhật ký
  ./tinhso LỆNH --help                             các lệnh của người vận hành, xem dưới đây
"""


def main(argv: list[str]) -> int:
    """Dispatch one command; what cannot go on is one sentence and exit code 1."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tinhso.conf.settings")
    command, rest = (argv[0], argv[1:]) if argv else ("help", [])
    try:
        if command == "run":
            from tinhso.launcher.run import run

            return run(rest)
        if command == "test":
            from tinhso.launcher.testing import test

            return test(rest)
        if command == "demo":
            from tinhso.launcher.demo import demo

            return demo(rest)
        if command == "bench":
            from tinhso.launcher.benching import bench

            return bench(rest)
        if command in ("backup", "restore"):
            from tinhso.launcher import backup

            return backup.backup(rest) if command == "backup" else backup.restore(rest)
        from tinhso.launcher.commands import command_help, pass_on

        if command in ("help", "-h", "--help"):
            say(HELP)
            return command_help()
        return pass_on([command, *rest])
    except Stop as stop:
        say(f"tinhso: {stop}")
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
